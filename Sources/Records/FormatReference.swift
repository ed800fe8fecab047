/// Every input format as text: `docs/formats.md` is made from the table of formats.
package enum FormatReference {
    package static var markdown: String {
        """
        # Input formats

        Made from the table of formats (`InputFormats.all`); a test compares them, `make docs` writes the page anew.
        The format is found from the content, never from the name of a file; `--format-in NAME` overrules that, and
        `wrkaud formats FILE` says what was found and what was assumed. Files may be packed with gzip, zstd or xz, stand in a
        folder, a zip or tar archive, or come from standard input (`-`): all sources of one command are one journal. The
        samples are invented.

        """ + InputFormats.all.map(section).joined()
    }

    private static func section(_ format: any InputFormat.Type) -> String {
        """

        ## \(format.name)

        \(format.title).

        | | |
        |---|---|
        | Recognised by | \(escaped(format.recognition)) |
        | From an IBM i | \(escaped(format.origin)) |

        \(shown(format.sample))
        """
    }

    /// The sample as it reads in a viewer: text as it is, bytes in hexadecimal.
    private static func shown(_ sample: FormatSample) -> String {
        let isText = !sample.bytes.contains { $0 < 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
        let body = isText ? String(validating: sample.bytes, as: UTF8.self) : nil
        guard let body else { return "`\(sample.file)`, \(sample.bytes.count) bytes, begins:\n\n```text\n\(hex(sample))\n```\n" }
        return "`\(sample.file)`:\n\n```text\n\(body.hasSuffix("\n") ? body : body + "\n")```\n"
    }

    private static func hex(_ sample: FormatSample) -> String {
        sample.bytes.prefix(48).map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.count == 1 ? "0" + digits : digits
        }.joined(separator: " ")
    }

    private static func escaped(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }
}
