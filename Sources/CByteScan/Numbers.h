// Cells of one column as numbers and instants.
//
// Header only. Each loop does the usual form and leaves every other cell to Swift, which knows all forms.
#ifndef WRKAUD_NUMBERS_H
#define WRKAUD_NUMBERS_H

#include <stddef.h>
#include <stdint.h>

#include "../CCells/Cells.h"

#define WRKAUD_ASCII 1
#define WRKAUD_EBCDIC 2
/// The state of a number that was read.
#define WRKAUD_IS_VALUE 3

#define WRKAUD_EACH_BYTE(value) ((value) * 0x0101010101010101ull)

/// Whether a byte is above 9: neither a digit nor it plus six has a high half.
static inline __attribute__((always_inline)) int wrkaud_is_no_digits(uint64_t word) {
    return ((word | (word + WRKAUD_EACH_BYTE(6))) & WRKAUD_EACH_BYTE(0xf0ull)) != 0;
}

/// Eight digits (0 ... 9, the first in the lowest byte) as a number: by pairs, then fours.
static inline __attribute__((always_inline)) uint64_t wrkaud_number_of_eight(uint64_t word) {
    word = (word * 10 + (word >> 8)) & 0x00ff00ff00ff00ffull;
    word = (word * 100 + (word >> 16)) & 0x0000ffff0000ffffull;
    return (word * 10000 + (word >> 32)) & 0xffffffffull;
}

/// Reads cells from `first` on up to one that is not 1 ... 24 plain digits, of which 18 at most are not leading zeros, or
/// that stands too near to the block's end. Empty cells give 0 and their state.
///
/// `forms` says how the digits of a decoder (0 ... 255) are written: `WRKAUD_ASCII`, `WRKAUD_EBCDIC`, or 0 where these loops
/// do not know. `*has_empty` is set where a cell is empty. Returns the cell it stopped at, `count` when there is none.
static inline __attribute__((always_inline)) long wrkaud_numbers_of(
    const wrkaud_cells *_Nonnull cells, const uint8_t *_Nonnull forms, long first, long count, int64_t *_Nonnull values,
    uint8_t *_Nonnull states, int *_Nonnull has_empty, int is_cut) {
    if (cells->size < 16) return first;
    const uint64_t last = cells->size - 16;
    int any_empty = 0;
    long i = first;
    for (; i < count; i++) {
        const wrkaud_cell cell = wrkaud_cell_at(cells, i, is_cut);
        const uint32_t kind = cell.kind;
        const int is_value = kind >= WRKAUD_FIRST_VALUE;
        const uint64_t length = cell.length;
        const uint8_t form = forms[kind & 0xff];
        if (cell.is_doubtful || cell.start > last || length > 24 || cell.start + length > cells->size) break;
        const uint64_t zeros = WRKAUD_EACH_BYTE(form == WRKAUD_EBCDIC ? 0xf0ull : 0x30ull);
        const int is_other_kind = (form == 0) | (kind >> 8 != WRKAUD_FIRST_VALUE >> 8) | (length == 0);
        const uint8_t *p = cells->block + cell.start;
        if (length <= 16) {
            // The last eight digits, and what stands before them.
            const uint64_t low = length < 8 ? (length ? (wrkaud_word(p) ^ zeros) << (8 * (8 - length)) : 0)
                                            : wrkaud_word(p + length - 8) ^ zeros;
            const uint64_t high = length > 8 ? (wrkaud_word(p) ^ zeros) << (8 * (16 - length)) : 0;
            if (is_value & (is_other_kind | wrkaud_is_no_digits(low) | wrkaud_is_no_digits(high))) break;
            values[i] = (int64_t)(wrkaud_number_of_eight(low) + (high ? wrkaud_number_of_eight(high) * 100000000 : 0));
            states[i] = is_value ? WRKAUD_IS_VALUE : (uint8_t)(kind >> 8);
            any_empty |= !is_value;
            continue;
        }
        // The last sixteen digits, and what stands before them.
        const uint64_t head = (wrkaud_word(p) ^ zeros) << (8 * (24 - length));
        const uint64_t high = wrkaud_word(p + length - 16) ^ zeros, low = wrkaud_word(p + length - 8) ^ zeros;
        const uint64_t above = wrkaud_number_of_eight(head);
        const int is_other = is_other_kind | wrkaud_is_no_digits(high) | wrkaud_is_no_digits(low)
                             | wrkaud_is_no_digits(head) | (above > 99);
        if (is_value & is_other) break;
        values[i] = (int64_t)((above * 100000000 + wrkaud_number_of_eight(high)) * 100000000 + wrkaud_number_of_eight(low));
        states[i] = is_value ? WRKAUD_IS_VALUE : (uint8_t)(kind >> 8);
        any_empty |= !is_value;
    }
    *has_empty |= any_empty;
    return i;
}

/// The same where a cell usually is as the one before it. `*repeats` is 0 when too many were not, at the cell where that
/// was seen.
static inline __attribute__((always_inline)) long wrkaud_repeated_numbers(
    const wrkaud_cells *_Nonnull cells, const uint8_t *_Nonnull forms, long first, long count, int64_t *_Nonnull values,
    uint8_t *_Nonnull states, int *_Nonnull has_empty, int *_Nonnull repeats, int is_cut) {
    if (cells->size < 16) return first;
    const uint64_t last = cells->size - 16;
    wrkaud_sample sample = wrkaud_no_sample();
    int64_t value = 0;
    uint8_t state = 0;
    long others = 0;
    for (long i = first; i < count; i++) {
        const wrkaud_bare bare = wrkaud_bare_at(cells, i, is_cut);
        if (!wrkaud_is_as(cells, bare, &sample, last)) {
            *repeats = !wrkaud_repeats_seldom(++others, i - first);
            if (!*repeats) return i;
            if (wrkaud_numbers_of(cells, forms, i, i + 1, values, states, has_empty, is_cut) == i) return i;
            value = values[i];
            state = states[i];
            sample = wrkaud_sample_of(cells, bare);
        }
        values[i] = value;
        states[i] = state;
    }
    return count;
}

/// The same where runs of cells that repeat are known: one look a run.
static __attribute__((noinline)) long wrkaud_numbers_of_runs(
    const wrkaud_cells *_Nonnull cells, const uint8_t *_Nonnull forms, long first, long count, int64_t *_Nonnull values,
    uint8_t *_Nonnull states, int *_Nonnull has_empty) {
    for (long i = first; i < count;) {
        if (wrkaud_numbers_of(cells, forms, i, i + 1, values, states, has_empty, 1) == i) return i;
        const int64_t value = values[i];
        const uint8_t state = states[i];
        const long end = wrkaud_end_of_run(cells->same, i, count);
        for (i++; i < end; i++) {
            values[i] = value;
            states[i] = state;
        }
    }
    return count;
}

#define WRKAUD_NUMBERS(name, is_cut)                                                                                   \
    static __attribute__((noinline)) long name(                                                                        \
        const wrkaud_cells *_Nonnull cells, const uint8_t *_Nonnull forms, long first, long count,                     \
        int64_t *_Nonnull values, uint8_t *_Nonnull states, int *_Nonnull has_empty, int *_Nonnull repeats) {          \
        if (*repeats) {                                                                                                \
            first = wrkaud_repeated_numbers(cells, forms, first, count, values, states, has_empty, repeats, is_cut);   \
            if (*repeats) return first;                                                                                \
        }                                                                                                              \
        return wrkaud_numbers_of(cells, forms, first, count, values, states, has_empty, is_cut);                       \
    }

WRKAUD_NUMBERS(wrkaud_numbers_of_cuts, 1)
WRKAUD_NUMBERS(wrkaud_numbers_of_places, 0)

/// `*repeats`: whether to compare a cell with the one before it first; becomes 0 where that does not pay.
static inline long wrkaud_read_numbers(
    wrkaud_cells cells, const uint8_t *_Nonnull forms, long first, long count, int64_t *_Nonnull values,
    uint8_t *_Nonnull states, int *_Nonnull has_empty, int *_Nonnull repeats) {
    if (cells.width && cells.same) return wrkaud_numbers_of_runs(&cells, forms, first, count, values, states, has_empty);
    return cells.width ? wrkaud_numbers_of_cuts(&cells, forms, first, count, values, states, has_empty, repeats)
                       : wrkaud_numbers_of_places(&cells, forms, first, count, values, states, has_empty, repeats);
}

/// The first cell from `first` on that has a zero before its other digits and a decoder (0 ... 255) that `exact` says takes none;
/// `count` when there is none. For cells that were read as numbers.
static __attribute__((noinline)) long wrkaud_first_padded(
    const wrkaud_cells *_Nonnull cells, const uint8_t *_Nonnull exact, long first, long count) {
    for (long i = first; i < count; i++) {
        const wrkaud_cell cell = wrkaud_cell_at(cells, i, cells->width != 0);
        if (cell.is_doubtful || cell.kind < WRKAUD_FIRST_VALUE || cell.length < 2 || cell.start >= cells->size) continue;
        if (cells->block[cell.start] == '0' && exact[cell.kind & 0xff]) return i;
    }
    return count;
}

// MARK: instants

/// The ten characters of a day, and its first microsecond.
typedef struct {
    uint64_t head;
    uint16_t tail;
    uint8_t is_known;
    int64_t start;
} wrkaud_day;

/// Reads cells from `first` on up to one that is not an instant of `day` in its usual form (`2026-04-09 07:07:12.123456`
/// with any of the usual marks, or without the fraction). Empty cells give 0 and their state.
///
/// Everything else as `wrkaud_read_numbers`.
static inline __attribute__((always_inline)) long wrkaud_instants_of(
    const wrkaud_cells *_Nonnull cells, const uint8_t *_Nonnull forms, wrkaud_day day, long first, long count,
    int64_t *_Nonnull values, uint8_t *_Nonnull states, int *_Nonnull has_empty, int is_cut) {
    int any_empty = 0;
    // The minute of the instant before: its eight characters from the day's last on, and its first microsecond.
    uint64_t minute_text = 0;
    int64_t minute_start = 0;
    long i = first;
    for (; i < count; i++) {
        const wrkaud_cell cell = wrkaud_cell_at(cells, i, is_cut);
        const uint32_t kind = cell.kind;
        if (cell.is_doubtful) break;
        if (kind < WRKAUD_FIRST_VALUE) {
            values[i] = 0;
            states[i] = (uint8_t)(kind >> 8);
            any_empty = 1;
            continue;
        }
        const uint64_t length = cell.length;
        const uint8_t form = forms[kind & 0xff];
        if (form == 0 || kind >> 8 != WRKAUD_FIRST_VALUE >> 8 || cell.start + length > cells->size || !day.is_known) break;
        if (length != 26 && (length != 19 || form == WRKAUD_EBCDIC)) break;
        const uint8_t *p = cells->block + cell.start;
        uint16_t tail;
        __builtin_memcpy(&tail, p + 8, 2);
        if (wrkaud_word(p) != day.head || tail != day.tail) break;
        const int is_whole = length == 26 && form == WRKAUD_ASCII;
        if (is_whole && wrkaud_word(p + 9) == minute_text) {
            const uint64_t rest = wrkaud_word(p + 18) ^ WRKAUD_EACH_BYTE(0x30ull), digits = rest & ~0xff00ull;
            const uint64_t tens = p[17] ^ 0x30u;
            if (!(wrkaud_is_no_digits(digits) | (tens > 5) | ((rest >> 8 & 0xff) != ('.' ^ 0x30)))) {
                values[i] = minute_start + (int64_t)((tens * 10 + (rest & 0xff)) * 1000000)
                            + (int64_t)wrkaud_number_of_eight(rest & ~0xffffull);
                states[i] = WRKAUD_IS_VALUE;
                continue;
            }
        }
        const uint8_t gap = p[10], one = p[13], two = p[16];
        uint64_t zeros = WRKAUD_EACH_BYTE(0x30ull);
        int is_other;
        if (form == WRKAUD_EBCDIC) {
            zeros = WRKAUD_EACH_BYTE(0xf0ull);
            is_other = (gap != 0x60) | (one != 0x4b) | (two != 0x4b) | (p[19] != 0x4b);
        } else {
            is_other = ((gap != ' ') & (gap != '-') & (gap != 'T')) | ((one != ':') & (one != '.'))
                       | ((two != ':') & (two != '.'));
        }
        const uint64_t time = (wrkaud_word(p + 11) ^ zeros) & 0xffff00ffff00ffffull;
        uint64_t micro = 0;
        if (length == 26) {
            is_other |= form == WRKAUD_ASCII && p[19] != '.';
            micro = (wrkaud_word(p + 18) ^ zeros) & ~0xffffull;
        }
        is_other |= wrkaud_is_no_digits(time) | wrkaud_is_no_digits(micro);
        const uint64_t pairs = time * 10 + (time >> 8);
        const uint64_t hour = pairs & 0xff, minute = pairs >> 24 & 0xff, second = pairs >> 48 & 0xff;
        if (is_other | (hour > 23) | (minute > 59) | (second > 59)) break;
        const int64_t start = day.start + (int64_t)((hour * 60 + minute) * 60000000);
        values[i] = start + (int64_t)(second * 1000000 + wrkaud_number_of_eight(micro));
        states[i] = WRKAUD_IS_VALUE;
        if (is_whole) {
            minute_text = wrkaud_word(p + 9);
            minute_start = start;
        }
    }
    *has_empty |= any_empty;
    return i;
}

static inline long wrkaud_read_instants(
    wrkaud_cells cells, const uint8_t *_Nonnull forms, wrkaud_day day, long first, long count, int64_t *_Nonnull values,
    uint8_t *_Nonnull states, int *_Nonnull has_empty) {
    return cells.width ? wrkaud_instants_of(&cells, forms, day, first, count, values, states, has_empty, 1)
                       : wrkaud_instants_of(&cells, forms, day, first, count, values, states, has_empty, 0);
}

#endif
