/// The code pages as data: one page whole, the others by what differs from a page before them.
///
/// Taken from glibc's iconv, which `CodePageTests` compares them with byte by byte. U+FFFD stands for bytes without a
/// character.
enum CodePageTables {
    static let title37 = "USA, Canada, Portugal, Brazil"

    /// CCSID 37, bytes 00 to FF, as UTF-16 code units; controls by the standard C0 and C1 mapping.
    static let page37: [UInt16] = [
        0x0, 0x1, 0x2, 0x3, 0x9C, 0x9, 0x86, 0x7F, 0x97, 0x8D, 0x8E, 0xB, 0xC, 0xD, 0xE, 0xF,
        0x10, 0x11, 0x12, 0x13, 0x9D, 0x85, 0x8, 0x87, 0x18, 0x19, 0x92, 0x8F, 0x1C, 0x1D, 0x1E, 0x1F,
        0x80, 0x81, 0x82, 0x83, 0x84, 0xA, 0x17, 0x1B, 0x88, 0x89, 0x8A, 0x8B, 0x8C, 0x5, 0x6, 0x7,
        0x90, 0x91, 0x16, 0x93, 0x94, 0x95, 0x96, 0x4, 0x98, 0x99, 0x9A, 0x9B, 0x14, 0x15, 0x9E, 0x1A,
        0x20, 0xA0, 0xE2, 0xE4, 0xE0, 0xE1, 0xE3, 0xE5, 0xE7, 0xF1, 0xA2, 0x2E, 0x3C, 0x28, 0x2B, 0x7C,
        0x26, 0xE9, 0xEA, 0xEB, 0xE8, 0xED, 0xEE, 0xEF, 0xEC, 0xDF, 0x21, 0x24, 0x2A, 0x29, 0x3B, 0xAC,
        0x2D, 0x2F, 0xC2, 0xC4, 0xC0, 0xC1, 0xC3, 0xC5, 0xC7, 0xD1, 0xA6, 0x2C, 0x25, 0x5F, 0x3E, 0x3F,
        0xF8, 0xC9, 0xCA, 0xCB, 0xC8, 0xCD, 0xCE, 0xCF, 0xCC, 0x60, 0x3A, 0x23, 0x40, 0x27, 0x3D, 0x22,
        0xD8, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0xAB, 0xBB, 0xF0, 0xFD, 0xFE, 0xB1,
        0xB0, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F, 0x70, 0x71, 0x72, 0xAA, 0xBA, 0xE6, 0xB8, 0xC6, 0xA4,
        0xB5, 0x7E, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7A, 0xA1, 0xBF, 0xD0, 0xDD, 0xDE, 0xAE,
        0x5E, 0xA3, 0xA5, 0xB7, 0xA9, 0xA7, 0xB6, 0xBC, 0xBD, 0xBE, 0x5B, 0x5D, 0xAF, 0xA8, 0xB4, 0xD7,
        0x7B, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0xAD, 0xF4, 0xF6, 0xF2, 0xF3, 0xF5,
        0x7D, 0x4A, 0x4B, 0x4C, 0x4D, 0x4E, 0x4F, 0x50, 0x51, 0x52, 0xB9, 0xFB, 0xFC, 0xF9, 0xFA, 0xFF,
        0x5C, 0xF7, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5A, 0xB2, 0xD4, 0xD6, 0xD2, 0xD3, 0xD5,
        0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0xB3, 0xDB, 0xDC, 0xD9, 0xDA, 0x9F,
    ]

    /// CCSID, the CCSID it is written down as a difference from, for whom it was made, and the differences: runs of
    /// `first byte:characters`, where a character is four hexadecimal digits.
    static let others: [(ccsid: Int, base: Int, title: String, differences: StaticString)] = [
        (
            273, 37, "Germany, Austria",
            """
            43:007B 4A:00C4 4F:0021 59:007E00DC 5F:005E 63:005B 6A:00F6 7C:00A7 A1:00DF B0:00A2 B5:0040
            BA:00AC007C C0:00E4 CC:00A6 D0:00FC DC:007D E0:00D6 EC:005C FC:005D
            """
        ),
        (
            277, 37, "Denmark, Norway",
            """
            47:007D 4A:0023 4F:0021 5A:00A400C5 5F:005E 67:0024 6A:00F8 70:00A6 7B:00C600D8 80:0040 9C:007B
            9E:005B005D A1:00FC B0:00A2 BA:00AC007C C0:00E6 D0:00E5 DC:007E
            """
        ),
        (
            278, 37, "Finland, Sweden",
            """
            43:007B 47:007D 4A:00A7 4F:0021 51:0060 5A:00A400C5 5F:005E 63:0023 67:0024 6A:00F6 79:00E9
            7B:00C400D6 9F:005D A1:00FC B0:00A2 B5:005B BA:00AC007C C0:00E4 CC:00A6 D0:00E5 DC:007E EC:0040
            """
        ),
        (
            280, 37, "Italy",
            """
            44:007B 48:005C 4A:00B0 4F:0021 51:005D 54:007D 58:007E 5A:00E9 5F:005E 6A:00F2 79:00F9
            7B:00A300A7 90:005B A1:00EC B0:00A20023 B5:0040 BA:00AC007C C0:00E0 CD:00A6 D0:00E8 DD:0060
            E0:00E7
            """
        ),
        (
            284, 37, "Spain, Latin America",
            """
            49:00A6005B 5A:005D 69:002300F1 7B:00D1 A1:00A8 B0:00A2 BA:005E0021 BD:007E
            """
        ),
        (
            285, 37, "United Kingdom",
            """
            4A:0024 5B:00A3 A1:203E B0:00A2005B BA:005E BC:007E
            """
        ),
        (
            297, 37, "France",
            """
            44:0040 48:005C 4A:00B0 4F:0021 51:007B 54:007D 5A:00A7 5F:005E 6A:00F9 79:00B5 7B:00A300E0
            90:005B A0:006000A8 B0:00A20023 B5:005D BA:00AC007C BD:007E C0:00E9 D0:00E8 DD:00A6 E0:00E7
            """
        ),
        (
            424, 37, "Hebrew",
            """
            41:05D005D105D205D305D405D505D605D705D8 51:05D905DA05DB05DC05DD05DE05DF05E005E1
            62:05E205E305E405E505E605E705E805E9 70:FFFD05EAFFFDFFFD00A0FFFDFFFDFFFD21D4 80:FFFD
            8C:FFFDFFFDFFFDFFFD 9A:FFFDFFFDFFFD 9E:FFFD AA:FFFDFFFDFFFDFFFDFFFD CB:FFFDFFFDFFFDFFFDFFFD
            DB:FFFDFFFDFFFDFFFDFFFD EB:FFFDFFFDFFFDFFFDFFFD FB:FFFDFFFDFFFDFFFD
            """
        ),
        (
            500, 37, "Belgium, Switzerland, international",
            """
            4A:005B 4F:0021 5A:005D 5F:005E B0:00A2 BA:00AC007C
            """
        ),
        (
            870, 37, "Latin 2 (Czech, Hungarian, Polish ...)",
            """
            44:0163 46:0103010D 49:0107005B 4F:0021 52:0119 54:016F 57:013E013A 5A:005D 5F:005E 64:02DD
            66:0102010C 69:0106007C 70:02C7 72:0118 74:016E 77:013D0139 80:02D8 8A:015B01480111 8E:0159015F
            9A:014201440161 9E:02DB A0:0105 AA:015A01470110 AE:0158015E00B70104017C0162017B
            B6:017E017A017D0179014101430160 CD:0155 CF:0151 DA:011A0171 DD:0165 DF:011B EA:010F ED:0154
            EF:0150 FA:010E0170 FD:0164
            """
        ),
        (
            871, 37, "Iceland",
            """
            4A:00FE 4F:0021 5A:00C6 5F:00D6 79:00F0 7C:00D0 8C:0060 8E:007B 9C:007D 9E:005D A1:00F6 AC:0040
            AE:005B B0:00A2 BA:00AC007C BE:005C C0:00DE CC:007E D0:00E6 E0:00B4 EC:005E
            """
        ),
        (
            875, 37, "Greece",
            """
            41:039103920393039403950396039703980399005B 4F:0021 51:039A039B039C039D039E039F03A003A103A3005D
            5F:005E 62:03A403A503A603A703A803A903AA03ABFFFD 70:00A80386038803892207038A038C038E038F 80:0385
            8A:03B103B203B303B403B503B6 9A:03B703B803B903BA03BB03BC00B4
            AA:03BD03BE03BF03C003C103C300A303AC03AD03AE03CA03AF03CC03CD03CB03CE03C203C403C503C603C703C8
            CB:03C9039003B020182015 DA:00B100BDFFFD00B7201900A6 E1:FFFD EB:00A7FFFDFFFD00AB00AC
            FB:00A9FFFDFFFD00BB
            """
        ),
        (
            1025, 37, "Cyrillic",
            """
            42:04520453045104540455045604570458005B 4F:0021 51:0459045A045B045C045E045F042A21160402005D
            5F:005E 62:04030401040404050406040704080409007C 70:040A040B040C00AD040E040F044E04300431 80:0446
            8A:0434043504440433044504380439 9A:043A043B043C043D043E043F044F
            AA:044004410442044304360432044C044B04370448044D04490447044A042E0410041104260414041504240413
            CA:042504180419041A041B041C DA:041D041E041F042F04200421 E1:00A7 EA:0422042304160412042C042B
            FA:04170428042D04290427
            """
        ),
        (
            1026, 37, "Turkey",
            """
            48:007B 4A:00C7 4F:0021 5A:011E0130 5F:005E 68:005B 6A:015F 79:0131 7B:00D6015E 7F:00DC
            8C:007D006000A6 9D:02DB A1:00F6 AC:005D00240040 B0:00A2 BA:00AC007C2014 C0:00E7 CC:007E D0:011F
            DC:005C E0:00FC EC:0023 FC:0022
            """
        ),
        (
            1047, 37, "Latin 1, open systems",
            """
            5F:005E AD:005B B0:00AC BA:00DD00A8 BD:005D
            """
        ),
        (
            1112, 37, "Baltic",
            """
            42:0161 44:0105012F016B 48:0113017E 52:01190117010D0173201E201C0123 62:0160 64:0104012E016A
            68:0112017D 72:01180116010C0172012A013B0122 8C:0101017C0144 9A:01560157 9D:0137
            AA:201D017A0100017B0143 B2:012B BC:01790136013C CB:014D CD:0146 DB:0107 DD:0142015B2019 EB:014C
            ED:0145 FB:0106 FD:0141015A
            """
        ),
        (
            1122, 37, "Estonia",
            """
            43:007B 47:007D 4A:00A7 4F:0021 51:0060 5A:00A400C5 5F:005E 63:0023 67:0024 6A:00F6 71:005C
            79:00E9 7B:00C400D6 8C:0161 8E:017E 9F:005D A1:00FC AC:0160 AE:017D B0:00A2 B5:005B BA:00AC007C
            C0:00E4 CC:00A6 D0:00E5 DC:007E E0:00C9 EC:0040
            """
        ),
        (
            1123, 37, "Ukraine",
            """
            42:04520491045104540455045604570458005B 4F:0021 51:0459045A045B045C045E045F042A21160402005D
            5F:005E 62:04900401040404050406040704080409007C 70:040A040B040C00AD040E040F044E04300431 80:0446
            8A:0434043504440433044504380439 9A:043A043B043C043D043E043F044F
            AA:044004410442044304360432044C044B04370448044D04490447044A042E0410041104260414041504240413
            CA:042504180419041A041B041C DA:041D041E041F042F04200421 E1:00A7 EA:0422042304160412042C042B
            FA:04170428042D04290427
            """
        ),
        (
            1130, 37, "Vietnam",
            """
            46:0103 4A:005B 4F:0021 58:0303 5A:005D 5F:005E 66:0102 78:20AB 8C:011103090300 9D:0152
            AC:011003230301 B0:00A2 BA:00AC007C BD:01530178 CD:01B0 CF:01A1 ED:01AF EF:01A0
            """
        ),
        (
            1140, 37, "USA, Canada, Portugal, Brazil, with euro",
            """
            9F:20AC
            """
        ),
        (
            1141, 273, "Germany, Austria, with euro",
            """
            9F:20AC
            """
        ),
        (
            1142, 277, "Denmark, Norway, with euro",
            """
            5A:20AC
            """
        ),
        (
            1143, 278, "Finland, Sweden, with euro",
            """
            5A:20AC 71:005C E0:00C9
            """
        ),
        (
            1144, 280, "Italy, with euro",
            """
            9F:20AC
            """
        ),
        (
            1145, 284, "Spain, Latin America, with euro",
            """
            9F:20AC
            """
        ),
        (
            1146, 285, "United Kingdom, with euro",
            """
            9F:20AC A1:00AF
            """
        ),
        (
            1147, 297, "France, with euro",
            """
            9F:20AC
            """
        ),
        (
            1148, 500, "Belgium, Switzerland, international, with euro",
            """
            9F:20AC
            """
        ),
        (
            1149, 871, "Iceland, with euro",
            """
            4A:00DE 9F:20AC C0:00FE
            """
        ),
        (
            1153, 870, "Latin 2, with euro",
            """
            9F:20AC B0:02D9
            """
        ),
        (
            1154, 1025, "Cyrillic, with euro",
            """
            E1:20AC
            """
        ),
        (
            1155, 1026, "Turkey, with euro",
            """
            9D:00B8 9F:20AC BC:00AF
            """
        ),
        (
            1156, 1112, "Baltic, with euro",
            """
            9F:20AC
            """
        ),
        (
            1157, 1122, "Estonia, with euro",
            """
            5A:20AC
            """
        ),
        (
            1158, 1123, "Ukraine, with euro",
            """
            E1:20AC
            """
        ),
    ]
}
