// The kernels of Sources/CKernels and Sources/CByteScan compared with loops over bytes and rows, where Swift's own tests
// cannot run: built for arm64 by `make test-arm` without any library, run by an emulator. Says what differs, and ends
// with 1.
#include "../../Sources/CByteScan/ByteScan.h"
#include "../../Sources/CByteScan/SheetRows.h"
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

enum { cells = 64 };

/// Cells of digits and other bytes between commas, also as their places.
typedef struct {
    uint32_t cuts[cells + 1], starts[cells], lengths[cells];
    uint16_t tags[cells];
} rows_of_cells;

static void make_cells(rows_of_cells *made) {
    size_t at = 0;
    const int repeating = next() & 1;
    made->cuts[0] = ~0u;
    for (int i = 0; i < cells; i++) {
        const int same = repeating && i > 0 && next() % 8;
        const size_t length = same ? made->lengths[i - 1] : next() % 13;
        made->starts[i] = (uint32_t)at, made->lengths[i] = (uint32_t)length, made->tags[i] = length ? 0x200 : 0x100;
        for (size_t j = 0; j < length; j++, at++) {
            if (same) text[at] = text[made->starts[i - 1] + j];
            else text[at] = next() % 40 ? (uint8_t)('0' + next() % 3) : 'x';
        }
        made->cuts[i + 1] = (uint32_t)at;
        text[at++] = ',';
    }
}

enum { ways = 3 };

/// The same cells by places, by cuts, and by cuts of which is known where they repeat.
static void all_cells(rows_of_cells *made, wrkaud_cells *by) {
    static uint64_t same;
    same = 0;
    for (int way = 0; way < ways; way++) {
        wrkaud_cells empty = {0};
        by[way] = empty;
        by[way].block = text, by[way].size = sizeof text;
    }
    by[0].starts = made->starts, by[0].lengths = made->lengths, by[0].tags = made->tags;
    by[1].cuts = made->cuts + 1, by[1].width = 1, by[1].plain = 0x200, by[1].null = 0x100, by[1].quote = '"';
    by[2] = by[1];
    for (int i = 1; i < cells; i++) {
        uint64_t is_same = made->lengths[i] == made->lengths[i - 1];
        for (uint32_t j = 0; is_same && j < made->lengths[i]; j++) is_same = text[made->starts[i] + j] == text[made->starts[i - 1] + j];
        same |= is_same << i;
    }
    by[2].same = &same;
}

static void check_numbers(void) {
    static const uint8_t forms[256] = {WRKAUD_ASCII};
    for (int round = 0; round < 2000; round++) {
        rows_of_cells made;
        wrkaud_cells by[ways];
        make_cells(&made);
        all_cells(&made, by);
        for (int way = 0; way < ways; way++) {
            int64_t values[cells];
            uint8_t states[cells];
            int has_empty = 0, repeats = round & 1;
            const long end = wrkaud_read_numbers(by[way], forms, 0, cells, values, states, &has_empty, &repeats);
            for (long i = 0; i < end; i++) {
                int64_t value = 0;
                for (uint32_t j = 0; j < made.lengths[i]; j++) value = value * 10 + text[made.starts[i] + j] - '0';
                if (value != values[i] || states[i] != (made.lengths[i] ? WRKAUD_IS_VALUE : 1)) { differs("numbers\n"); return; }
            }
            if (end == cells) continue;
            int odd = 0;
            for (uint32_t j = 0; j < made.lengths[end]; j++) odd |= text[made.starts[end] + j] == 'x';
            if (!odd) { differs("numbers that are read on from\n"); return; }
        }
    }
}

static void check_instants(void) {
    static const uint8_t forms[256] = {WRKAUD_ASCII};
    static const char shape[] = "2026-04-09 07:08:09.012345";
    wrkaud_day day = {0, 0, 1, 1000};
    const uint32_t start = 0, length = 26;
    const uint16_t tag = 0x200;
    memcpy(text, shape, 26);
    memcpy(&day.head, text, 8);
    memcpy(&day.tail, text + 8, 2);
    wrkaud_cells one = {0};
    one.block = text, one.size = 26, one.starts = &start, one.lengths = &length, one.tags = &tag;
    for (int round = 0; round < 2000; round++) {
        static const int places[12] = {11, 12, 14, 15, 17, 18, 20, 21, 22, 23, 24, 25};
        for (int i = 0; i < 12; i++) text[places[i]] = (uint8_t)('0' + next() % 10);
        const long hour = (text[11] - '0') * 10 + text[12] - '0', minute = (text[14] - '0') * 10 + text[15] - '0';
        const long second = (text[17] - '0') * 10 + text[18] - '0';
        long micro = 0;
        for (int i = 20; i < 26; i++) micro = micro * 10 + text[i] - '0';
        int64_t value = 0;
        uint8_t mark = 0;
        int has_empty = 0;
        const long end = wrkaud_read_instants(one, forms, day, 0, 1, &value, &mark, &has_empty);
        const int is_time = hour < 24 && minute < 60 && second < 60;
        if (end != is_time || (end && value != 1000 + ((hour * 60 + minute) * 60 + second) * 1000000 + micro)) {
            differs("instants\n");
            return;
        }
    }
}

/// A table of half of the values, small and large: what it knows is found, and the search stops at what it does not know.
static void check_values(void) {
    static wrkaud_slot slots[2 * WRKAUD_FAR + 2];
    for (int round = 0; round < 200; round++) {
        const uint64_t mask = round & 1 ? 2 * WRKAUD_FAR + 1 : 255, seed = next();
        rows_of_cells made;
        wrkaud_cells by[ways];
        make_cells(&made);
        all_cells(&made, by);
        memset(slots, 0, sizeof slots);
        for (int i = 0; i < cells; i += 2) {
            if (made.lengths[i] == 0) continue;
            const wrkaud_key key =
                wrkaud_short_key(text + made.starts[i], made.lengths[i], (uint64_t)made.lengths[i] << 16 | 0x200);
            uint64_t at = wrkaud_mix(key, seed) & mask;
            while (slots[at].tag && (slots[at].a != key.a || slots[at].b != key.b || slots[at].tag != key.tag)) at = (at + 1) & mask;
            const wrkaud_slot slot = {key.a, key.b, key.tag, slots[at].tag ? slots[at].code : (uint32_t)(i + 2), 0};
            slots[at] = slot;
        }
        const wrkaud_table table = {slots, 0, mask, seed};
        uint32_t codes[ways][cells];
        long ends[ways];
        for (int way = 0; way < ways; way++) {
            int repeats = round & 1;
            ends[way] = wrkaud_find_values(by[way], 0, cells, table, codes[way], &repeats);
        }
        if (ends[0] != ends[1] || ends[0] != ends[2] || ends[0] == 0) { differs("ends of values\n"); return; }
        for (long i = 0; i < ends[0]; i++) {
            uint32_t code = 1;
            for (int j = 0; j < cells && made.lengths[i]; j += 2) {
                int same = made.lengths[j] == made.lengths[i];
                for (uint32_t k = 0; same && k < made.lengths[i]; k++) same = text[made.starts[i] + k] == text[made.starts[j] + k];
                if (same) { code = (uint32_t)(j + 2); break; }
            }
            if (codes[0][i] != code || codes[1][i] != code || codes[2][i] != code) { differs("codes of values\n"); return; }
        }
    }
}

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

/// A cell's text ends at its `<`, unless a byte stands before it that must not be copied as it is.
static void check_sheet_text(void) {
    static uint8_t out[sizeof text];
    for (int round = 0; round < 2000; round++) {
        make_text("abcdefghijklmnopqrstuvw<&\"", 26);
        size_t at = next() % 64, to = 0, end = at;
        const size_t start = at;
        while (end < sizeof text && text[end] != '<' && text[end] != '&' && text[end] != '"') end++;
        if (end + 16 > sizeof text) continue;
        if (wrkaud_sheet_text(text, &at, sizeof text, out, &to, sizeof out) != (text[end] == '<') || at != end)
            differs("texts of cells\n");
        for (size_t i = 0; i < to; i++) if (out[i] != text[start + i]) { differs("copies of texts\n"); break; }
    }
}

void _start(void) {
    CHECK_RANGE(8)
    CHECK_RANGE(16)
    CHECK_RANGE(32)
    CHECK_RANGE(64)
    check_flags();
    check_numbers();
    check_instants();
    check_values();
    check_masks();
    check_find();
    check_cut();
    check_sheet_text();
    if (!failures) {
        static const char all[] = "the kernels of arm64 agree with the loops\n";
        call(64, 1, (long)all, sizeof all - 1);
    }
    call(93, failures != 0, 0, 0);
}
