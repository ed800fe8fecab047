// Rows of a spreadsheet as comma-separated text: those whose cells are written as cells before them were.
//
// Header only. Every row these loops do not know is left, whole, to Records/Formats/Spreadsheet/SheetRows.swift, which
// knows all of them and is what the loops are tested against. 16 bytes at a time: tags and values are short.
#ifndef WRKAUD_SHEET_ROWS_H
#define WRKAUD_SHEET_ROWS_H

#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)
#include <emmintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

/// The longest tags around a value that are remembered, in bytes.
#define WRKAUD_SHEET_TAGS 80
/// Columns of a sheet.
#define WRKAUD_SHEET_COLUMNS 2000
/// Bytes that must follow a cell's start: its reference, its tags and the first of its value lie in them.
#define WRKAUD_SHEET_AHEAD 320
/// A prefix of names (`x:`) is not longer.
#define WRKAUD_SHEET_PREFIX 32

/// What a cell's value is.
enum { WRKAUD_CELL_EMPTY, WRKAUD_CELL_TEXT, WRKAUD_CELL_NUMBER, WRKAUD_CELL_SHARED, WRKAUD_CELL_OTHER };

/// Some bytes of tags.
typedef struct {
    uint8_t bytes[WRKAUD_SHEET_TAGS];
    uint32_t count;
} wrkaud_sheet_tags;

/// How cells are written: what stands between the reference and the value, and between the value and the next cell.
typedef struct {
    wrkaud_sheet_tags opening, closing;
    /// WRKAUD_CELL_...
    uint32_t kind;
} wrkaud_sheet_shape;

/// What is known of a sheet.
typedef struct {
    /// `<row`, `</row>` and `<c`, with their prefix.
    wrkaud_sheet_tags row, row_end, cell;
    const wrkaud_sheet_shape *_Nullable shapes;
    long shape_count;
    /// By column: the shape its last cell had.
    uint8_t *_Nullable hints;
    /// The shared texts as they stand in comma-separated text, 64 bytes more, and where each ends.
    const uint8_t *_Nullable shared;
    const size_t *_Nullable shared_ends;
    size_t shared_count;
} wrkaud_sheet;

/// How far a sheet is read.
typedef struct {
    /// The next byte of the sheet, and where the row begins that it belongs to.
    size_t at, row_start;
    /// Bytes that were written, and those of whole rows.
    size_t out, row_out;
    /// Cells of the widest row, and rows that were written with fewer.
    long width, narrow;
    /// Of the row: the column of a cell that names none, and that of the last value (-1: none).
    long next, column;
    /// Of the cell whose value is for Swift to write: its column and shape. Whether that was done: `at` is behind it.
    long value_column, shape;
    int is_value_written;
} wrkaud_sheet_state;

/// Why the loops stopped: at `row_start` stands no row, or one that they do not know; `out` has no room for the row there;
/// at `at` stands a value that Swift has to write at `out`, a quote before it and behind it.
enum { WRKAUD_SHEET_UNKNOWN, WRKAUD_SHEET_FULL, WRKAUD_SHEET_VALUE };

/// Bit i (or bits 4i ... 4i + 3): byte i of the 16 is `<`, `&` or `"`.
static inline __attribute__((always_inline)) uint64_t wrkaud_sheet_marks(const uint8_t *_Nonnull bytes) {
#if defined(__x86_64__)
    const __m128i data = _mm_loadu_si128((const __m128i *)bytes);
    const __m128i found = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(data, _mm_set1_epi8('<')), _mm_cmpeq_epi8(data, _mm_set1_epi8('&'))),
        _mm_cmpeq_epi8(data, _mm_set1_epi8('"')));
    return (uint64_t)(uint32_t)_mm_movemask_epi8(found);
#elif defined(__aarch64__)
    const uint8x16_t data = vld1q_u8(bytes);
    const uint8x16_t found = vorrq_u8(
        vorrq_u8(vceqq_u8(data, vdupq_n_u8('<')), vceqq_u8(data, vdupq_n_u8('&'))), vceqq_u8(data, vdupq_n_u8('"')));
    return vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(found), 4)), 0);
#else
    uint64_t found = 0;
    for (int at = 0; at < 16; at++)
        found |= (uint64_t)(bytes[at] == '<' || bytes[at] == '&' || bytes[at] == '"') << at;
    return found;
#endif
}

/// The byte that the lowest bit of those marks stands for.
static inline __attribute__((always_inline)) size_t wrkaud_sheet_first(uint64_t marks) {
#if defined(__aarch64__)
    return (size_t)__builtin_ctzll(marks) / 4;
#else
    return (size_t)__builtin_ctzll(marks);
#endif
}

/// Whether the tags stand at `bytes`, of which as many can be read as tags have room.
static inline __attribute__((always_inline)) int
wrkaud_sheet_has(const uint8_t *_Nonnull bytes, const wrkaud_sheet_tags *_Nonnull tags) {
    uint64_t differ = 0;
    uint32_t at = 0;
    for (; at + 8 <= tags->count; at += 8) {
        uint64_t here, there;
        __builtin_memcpy(&here, bytes + at, 8);
        __builtin_memcpy(&there, tags->bytes + at, 8);
        differ |= here ^ there;
    }
    for (; at < tags->count; at++) differ |= bytes[at] ^ tags->bytes[at];
    return differ == 0;
}

/// The shape of the cell whose tags go on at `bytes`; -1 when it is none of those known.
static inline long
wrkaud_sheet_shape_at(const wrkaud_sheet *_Nonnull sheet, const uint8_t *_Nonnull bytes, long column) {
    const long usual = sheet->hints[column];
    if (usual < sheet->shape_count && wrkaud_sheet_has(bytes, &sheet->shapes[usual].opening)) return usual;
    for (long i = 0; i < sheet->shape_count; i++)
        if (wrkaud_sheet_has(bytes, &sheet->shapes[i].opening)) {
            sheet->hints[column] = (uint8_t)i;
            return i;
        }
    return -1;
}

/// Behind the `>` of the tag whose attributes begin at `at`; 0 when it does not end below `count`.
static inline size_t wrkaud_sheet_tag_end(const uint8_t *_Nonnull bytes, size_t at, size_t count) {
    uint8_t quote = 0;
    for (; at < count; at++) {
        const uint8_t byte = bytes[at];
        if (quote) {
            if (byte == quote) quote = 0;
        } else if (byte == '>') {
            return at + 1;
        } else if (byte == '"' || byte == '\'') {
            quote = byte;
        }
    }
    return 0;
}

/// Skips ` r="AB12"`; the column of it, `next` when there is none, -1 when it is written in another way.
static inline __attribute__((always_inline)) long
wrkaud_sheet_reference(const uint8_t *_Nonnull bytes, size_t *_Nonnull at, long next) {
    const uint8_t *p = bytes + *at;
    if (p[0] != ' ' || p[1] != 'r' || p[2] != '=' || p[3] != '"') return next;
    p += 4;
    long column = 0;
    int letters = 0, digits = 0;
    for (; *p >= 'A' && *p <= 'Z' && letters < 4; p++, letters++) column = column * 26 + (*p - 'A' + 1);
    for (; *p >= '0' && *p <= '9' && digits < 10; p++, digits++) {}
    if (!letters || *p != '"') return -1;
    *at = (size_t)(p + 1 - bytes);
    return column - 1;
}

/// Writes a number up to its `<` at `out`: digits, points and signs. Its length; 0 when it is none of at most 24 of them.
static inline __attribute__((always_inline)) size_t
wrkaud_sheet_number(const uint8_t *_Nonnull bytes, uint8_t *_Nonnull out) {
    size_t count = 0;
    for (; count < 24; count++) {
        const uint8_t byte = bytes[count];
        if ((uint8_t)(byte - '0') > 9 && byte != '.' && byte != '-' && byte != '+') break;
        out[count] = byte;
    }
    return bytes[count] == '<' ? count : 0;
}

/// The number of a shared text up to its `<`; -1 when it is not 1 ... 9 digits.
static inline __attribute__((always_inline)) long
wrkaud_sheet_index(const uint8_t *_Nonnull bytes, size_t *_Nonnull length) {
    long number = 0;
    size_t count = 0;
    for (; count < 9 && (uint8_t)(bytes[count] - '0') <= 9; count++) number = number * 10 + (bytes[count] - '0');
    *length = count;
    return count && bytes[count] == '<' ? number : -1;
}

/// Whether `_x` begins in these 16 bytes, as escaped characters do (`_x000D_`). One more byte is read.
static inline __attribute__((always_inline)) int wrkaud_sheet_escapes(const uint8_t *_Nonnull bytes) {
#if defined(__x86_64__)
    const __m128i mark = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)bytes), _mm_set1_epi8('_'));
    const __m128i next = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(bytes + 1)), _mm_set1_epi8('x'));
    return _mm_movemask_epi8(_mm_and_si128(mark, next)) != 0;
#elif defined(__aarch64__)
    const uint8x16_t mark = vceqq_u8(vld1q_u8(bytes), vdupq_n_u8('_'));
    return vmaxvq_u8(vandq_u8(mark, vceqq_u8(vld1q_u8(bytes + 1), vdupq_n_u8('x')))) != 0;
#else
    for (int at = 0; at < 16; at++)
        if (bytes[at] == '_' && bytes[at + 1] == 'x') return 1;
    return 0;
#endif
}

/// Copies a text up to its `<`; both places move behind it. 0 at a byte that must not be copied as it is, or where
/// room or bytes end.
static inline __attribute__((always_inline)) int wrkaud_sheet_text(
    const uint8_t *_Nonnull bytes, size_t *_Nonnull at, size_t count, uint8_t *_Nonnull out, size_t *_Nonnull to,
    size_t room) {
    for (; *at + 17 <= count && *to + 16 <= room; *at += 16, *to += 16) {
        const uint64_t marks = wrkaud_sheet_marks(bytes + *at);
        if (wrkaud_sheet_escapes(bytes + *at)) return 0;
        __builtin_memcpy(out + *to, bytes + *at, 16);
        if (marks) {
            const size_t length = wrkaud_sheet_first(marks);
            *at += length;
            *to += length;
            return bytes[*at] == '<';
        }
    }
    return 0;
}

/// Leaves the row at `row_start` and what was written of it.
static inline int wrkaud_sheet_leave(wrkaud_sheet_state *_Nonnull s, int why) {
    s->at = s->row_start;
    s->out = s->row_out;
    s->is_value_written = 0;
    return why;
}

/// Writes the commas before a value in `column`. 0 when there is no room for them and a short value.
static inline __attribute__((always_inline)) int
wrkaud_sheet_commas(wrkaud_sheet_state *_Nonnull s, long column, uint8_t *_Nonnull out, size_t room) {
    const long count = column - (s->column < 0 ? 0 : s->column);
    if (s->out + (size_t)count + 192 > room) return 0;
    for (long i = 0; i < count; i++) out[s->out++] = ',';
    return 1;
}

/// Ends the row, with as many cells as the widest has. 0 when there is no room.
static inline int wrkaud_sheet_end_row(wrkaud_sheet_state *_Nonnull s, uint8_t *_Nonnull out, size_t room) {
    const long cells = s->column + 1, missing = s->width > cells ? s->width - cells : 0;
    if (s->out + (size_t)missing + 1 > room) return 0;
    if (cells > s->width) {
        s->narrow += s->width > 0;
        s->width = cells;
    }
    for (long i = 0; i < missing; i++) out[s->out++] = ',';
    out[s->out++] = '\n';
    return 1;
}

/// Writes the value at `at`, whose shape has one, or leaves it to Swift. 1 when it stands there, 0 when it is empty;
/// -1 for Swift, -2 when there is no room.
static inline __attribute__((always_inline)) int wrkaud_sheet_value(
    const wrkaud_sheet *_Nonnull sheet, wrkaud_sheet_state *_Nonnull s, const uint8_t *_Nonnull bytes, size_t count,
    uint8_t *_Nonnull out, size_t room) {
    if (bytes[s->at] == '<') return 0;
    if (!wrkaud_sheet_commas(s, s->value_column, out, room)) return -2;
    const uint32_t kind = sheet->shapes[s->shape].kind;
    size_t at = s->at, to = s->out;
    if (kind == WRKAUD_CELL_TEXT) {
        out[to++] = '"';
        if (!wrkaud_sheet_text(bytes, &at, count, out, &to, room - 1)) return -1;
        out[to++] = '"';
    } else if (kind == WRKAUD_CELL_NUMBER) {
        out[to++] = '"';
        const size_t length = wrkaud_sheet_number(bytes + at, out + to);
        if (!length) return -1;
        at += length;
        to += length;
        out[to++] = '"';
    } else if (kind == WRKAUD_CELL_SHARED) {
        size_t digits;
        const long number = wrkaud_sheet_index(bytes + at, &digits);
        if (number < 0 || (size_t)number >= sheet->shared_count) return -1;
        const size_t start = number ? sheet->shared_ends[number - 1] : 0, length = sheet->shared_ends[number] - start;
        if (to + length + 64 > room) return -2;
        // Short ones with a copy of known length.
        if (length <= 32) __builtin_memcpy(out + to, sheet->shared + start, 32);
        else __builtin_memcpy(out + to, sheet->shared + start, length);
        at += digits;
        to += length;
    } else {
        return -1;
    }
    s->at = at;
    s->out = to;
    return 1;
}

/// Reads rows from `at` on, blanks between them, and writes them at `out`, which has `room` bytes.
///
/// `hints` has WRKAUD_SHEET_COLUMNS bytes; `count` bytes can be read.
static inline int wrkaud_sheet_rows(
    const wrkaud_sheet *_Nonnull sheet, wrkaud_sheet_state *_Nonnull state, const uint8_t *_Nonnull bytes, size_t count,
    uint8_t *_Nonnull out, size_t room) {
    wrkaud_sheet_state s = *state;
    int why = WRKAUD_SHEET_UNKNOWN;
    if (s.is_value_written) goto value_is_written;
    for (;;) {
        // A row.
        while (s.at < count && bytes[s.at] <= ' ') s.at++;
        s.row_start = s.at;
        s.row_out = s.out;
        s.next = 0;
        s.column = -1;
        if (s.at + WRKAUD_SHEET_AHEAD > count || !wrkaud_sheet_has(bytes + s.at, &sheet->row)) break;
        s.at += sheet->row.count;
        if (bytes[s.at] != ' ' && bytes[s.at] != '>') break;
        s.at = wrkaud_sheet_tag_end(bytes, s.at, count);
        if (!s.at) break;
        if (bytes[s.at - 2] == '/') continue;
        for (;;) {
            // A cell.
            while (s.at < count && bytes[s.at] <= ' ') s.at++;
            if (s.at + WRKAUD_SHEET_AHEAD > count) goto left;
            if (!wrkaud_sheet_has(bytes + s.at, &sheet->cell)) break;
            s.at += sheet->cell.count;
            s.value_column = wrkaud_sheet_reference(bytes, &s.at, s.next);
            if (s.value_column <= s.column || s.value_column >= WRKAUD_SHEET_COLUMNS) goto left;
            s.shape = wrkaud_sheet_shape_at(sheet, bytes + s.at, s.value_column);
            if (s.shape < 0) goto left;
            s.at += sheet->shapes[s.shape].opening.count;
            if (sheet->shapes[s.shape].kind != WRKAUD_CELL_EMPTY) {
                const int found = wrkaud_sheet_value(sheet, &s, bytes, count, out, room);
                if (found == -2) why = WRKAUD_SHEET_FULL;
                if (found == -2) goto left;
                if (found == -1) {
                    *state = s;
                    return WRKAUD_SHEET_VALUE;
                }
                if (found) {
                value_is_written:
                    s.column = s.value_column;
                }
                if (s.at + WRKAUD_SHEET_TAGS > count) goto left;
                if (!wrkaud_sheet_has(bytes + s.at, &sheet->shapes[s.shape].closing)) goto left;
                s.at += sheet->shapes[s.shape].closing.count;
            }
            s.is_value_written = 0;
            s.next = s.value_column + 1;
        }
        if (!wrkaud_sheet_has(bytes + s.at, &sheet->row_end)) break;
        s.at += sheet->row_end.count;
        if (s.column >= 0 && !wrkaud_sheet_end_row(&s, out, room)) {
            why = WRKAUD_SHEET_FULL;
            break;
        }
    }
left:
    why = wrkaud_sheet_leave(&s, why);
    *state = s;
    return why;
}

#endif
