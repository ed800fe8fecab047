// The kernels of Sources/CKernels and Sources/CByteScan compared with loops over bytes and rows, where Swift's own tests
// cannot run: built for arm64 by `make test-arm` without any library, run by an emulator. Says what differs, and ends
// with 1.
#include "../../Sources/CByteScan/ByteScan.h"
#include "../../Sources/CKernels/CKernels.h"

static long call(long number, long a, long b, long c) {
    register long x8 __asm__("x8") = number, x0 __asm__("x0") = a, x1 __asm__("x1") = b, x2 __asm__("x2") = c;
    __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2) : "memory");
    return x0;
}

void *memset(void *to, int value, size_t count) {
    for (volatile char *p = to; count; count--) *p++ = (char)value;
    return to;
}

void *memcpy(void *restrict to, const void *restrict from, size_t count) {
    volatile char *p = to;
    for (const char *q = from; count; count--) *p++ = *q++;
    return to;
}

static uint64_t state = 7;
static uint64_t next(void) {
    uint64_t z = (state += 0x9e3779b97f4a7c15ull);
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ z >> 27) * 0x94d049bb133111ebull;
    return z ^ z >> 31;
}

static int failures;
static void differs(const char *what) {
    size_t length = 0;
    while (what[length]) length++;
    call(64, 1, (long)what, (long)length);
    failures++;
}

enum { words = 3, rows = words * 64 };

#define CHECK_RANGE(bits)                                                                                              \
    for (int round = 0; round < 2000; round++) {                                                                       \
        uint##bits##_t values[rows], low = (uint##bits##_t)next(), width = (uint##bits##_t)(next() >> (next() & 63));  \
        uint64_t found[words], wanted[words] = {0};                                                                    \
        for (int i = 0; i < rows; i++) values[i] = (uint##bits##_t)(next() & 3 ? low + (next() & 255) : next());       \
        for (int i = 0; i < words; i++) wanted[i] = found[i] = next() & next() & next();                               \
        for (int i = 0; i < rows; i++)                                                                                 \
            wanted[i / 64] |= (uint64_t)((uint##bits##_t)(values[i] - low) <= width) << i % 64;                        \
        wrkaud_range_u##bits(values, words, low, width, found, 0);                                                     \
        for (int i = 0; i < words; i++) if (found[i] != wanted[i]) { differs("range of " #bits " bits\n"); break; }    \
    }

static uint8_t flags[65536];

static void check_flags(void) {
    for (int round = 0; round < 500; round++) {
        uint8_t narrow[rows];
        uint16_t wide[rows];
        uint64_t of_narrow[words] = {0}, of_wide[words] = {0};
        for (int i = 0; i < 65536; i++) flags[i] = next() & 1;
        for (int i = 0; i < rows; i++) narrow[i] = (uint8_t)next(), wide[i] = (uint16_t)next();
        wrkaud_flags_u8(narrow, words, flags, of_narrow, 0);
        wrkaud_flags_u16(wide, words, flags, of_wide);
        for (int i = 0; i < rows; i++) {
            if ((of_narrow[i / 64] >> i % 64 & 1) != flags[narrow[i]]) { differs("flags of bytes\n"); break; }
            if ((of_wide[i / 64] >> i % 64 & 1) != flags[wide[i]]) { differs("flags of words\n"); break; }
        }
    }
}

static uint8_t text[1024];

static void make_text(const char *alphabet, int letters) {
    for (int i = 0; i < (int)sizeof text; i++) text[i] = (uint8_t)alphabet[next() % (uint64_t)letters];
}

static void check_masks(void) {
    for (int round = 0; round < 2000; round++) {
        make_text("ab,\"\n\xff\x80", 7);
        const wrkaud_masks masks = wrkaud_masks_of_64(text, ',', '"', 0xff);
        for (int i = 0; i < 64; i++)
            if ((masks.first >> i & 1) != (text[i] == ',') || (masks.second >> i & 1) != (text[i] == '"')
                || (masks.third >> i & 1) != (text[i] == 0xff)) { differs("masks\n"); break; }
    }
}

static void check_find(void) {
    for (int round = 0; round < 5000; round++) {
        make_text("abcdefghijQq", 12);
        const wrkaud_pair pair = {'q', 'Q', 'a', 'b', next() % 70};
        const size_t count = next() % sizeof text, start = next() % (count + 1);
        size_t wanted = start;
        for (; wanted + pair.distance < count; wanted++) {
            const uint8_t a = text[wanted], b = text[wanted + pair.distance];
            if ((a == 'q' || a == 'Q') && (b == 'a' || b == 'b')) break;
        }
        const size_t found = wrkaud_find_pair(text, start, count, pair, 0);
        // what is too near to the end is left to the caller
        if (found != wanted && (found > wanted || found + pair.distance + 64 <= count)) differs("pairs\n");
    }
}

/// Without quotes every delimiter and line end is a cut.
static void check_cut(void) {
    static uint32_t cuts[1200];
    for (int round = 0; round < 2000; round++) {
        make_text("abcdefg,\n,", 10);
        wrkaud_cut cut = {0};
        const wrkaud_marks marks = {',', '"', '\n', (uint8_t)(next() & 1)};
        wrkaud_cut_groups(&cut, text, sizeof text, marks, sizeof text, sizeof text, cuts, 1200, 0);
        size_t count = 0;
        for (size_t i = 0; i < cut.at; i++) {
            if (text[i] != ',' && text[i] != '\n') continue;
            const uint32_t wanted = (uint32_t)i | (text[i] == '\n' ? WRKAUD_RECORD_END : 0);
            if (cuts[count++] != wanted) { differs("cuts\n"); break; }
        }
        if (cut.at != sizeof text || count != cut.cuts) differs("number of cuts\n");
    }
}

void _start(void) {
    CHECK_RANGE(8)
    CHECK_RANGE(16)
    CHECK_RANGE(32)
    CHECK_RANGE(64)
    check_flags();
    check_masks();
    check_find();
    check_cut();
    if (!failures) {
        static const char all[] = "the kernels of arm64 agree with the loops\n";
        call(64, 1, (long)all, sizeof all - 1);
    }
    call(93, failures != 0, 0, 0);
}
