// The codes of a column's cells that a table of values knows.
//
// Header only; what the numbers mean is said in Columns/Unsafe/ValueTable.swift, which adds the values and grows the table.
#ifndef WRKAUD_VALUES_H
#define WRKAUD_VALUES_H

#include <stddef.h>
#include <stdint.h>

#include "../CCells/Cells.h"

/// A place of a table of values.
typedef struct {
    uint64_t a, b;
    /// 0 where the place is free.
    uint64_t tag;
    uint32_t code;
    uint32_t offset;
} wrkaud_slot;

/// A table: `mask` + 1 places, at least one of them free, and the bytes of its long values one behind the other.
typedef struct {
    const wrkaud_slot *_Nonnull slots;
    const uint8_t *_Nullable storage;
    uint64_t mask, seed;
} wrkaud_table;

/// What a slot says of a value, apart from its code.
typedef struct {
    uint64_t a, b, tag;
} wrkaud_key;

#define WRKAUD_K0 0x9e3779b97f4a7c15ull
#define WRKAUD_K1 0xd6e8feb86659fd93ull

/// Multiplies to 128 bits and folds, so that every bit of both words reaches every bit of the result.
static inline __attribute__((always_inline)) uint64_t wrkaud_fold(uint64_t a, uint64_t b) {
    const unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)(product >> 64) ^ (uint64_t)product;
}

/// Where the search for a key starts, before the mask.
static inline __attribute__((always_inline)) uint64_t wrkaud_mix(wrkaud_key key, uint64_t seed) {
    return wrkaud_fold(key.a ^ seed, (key.b + key.tag * WRKAUD_K0) ^ WRKAUD_K1);
}

/// Up to 16 bytes as two words, zeros behind the end. 16 bytes at `p` must be readable.
static inline __attribute__((always_inline)) wrkaud_key
wrkaud_short_key(const uint8_t *_Nonnull p, uint64_t length, uint64_t tag) {
    const wrkaud_key key = {
        wrkaud_word(p) & wrkaud_mask_of_first(length), wrkaud_word(p + 8) & wrkaud_mask_of_second(length), tag};
    return key;
}

/// The hash of more than 16 bytes.
static inline uint64_t wrkaud_long_hash(const uint8_t *_Nonnull p, uint64_t length, uint64_t seed) {
    uint64_t state = seed;
    for (uint64_t at = 0; length - at > 16; at += 16)
        state = wrkaud_fold(wrkaud_word(p + at) ^ WRKAUD_K0 ^ state, wrkaud_word(p + at + 8) ^ WRKAUD_K1);
    return wrkaud_fold(wrkaud_word(p + length - 16) ^ state, wrkaud_word(p + length - 8) ^ WRKAUD_K0);
}

/// More than 16 bytes: their hash and the first word.
static inline wrkaud_key wrkaud_long_key(const uint8_t *_Nonnull p, uint64_t length, uint64_t tag, uint64_t seed) {
    const wrkaud_key key = {wrkaud_long_hash(p, length, seed), wrkaud_word(p), tag};
    return key;
}

/// The key of bytes behind which nothing need be readable; `p` may be NULL when there are none.
static inline wrkaud_key
wrkaud_key_of_bytes(const uint8_t *_Nullable p, uint64_t length, uint64_t kind, uint64_t seed) {
    const uint64_t tag = length << 16 | kind;
    uint8_t padded[16] = {0};
    if (length > 16) return wrkaud_long_key(p, length, tag, seed);
    for (uint64_t i = 0; i < length; i++) padded[i] = p[i];
    return wrkaud_short_key(padded, length, tag);
}

/// The key of a cell that lies in the block. Returns 0 for one that only Swift can make a key of.
static inline __attribute__((always_inline)) int wrkaud_key_of(
    const wrkaud_cells *_Nonnull cells, wrkaud_cell cell, uint64_t seed, wrkaud_key *_Nonnull key) {
    if (cell.is_doubtful || cell.start + 16 > cells->size) return 0;
    const uint64_t tag = cell.length << 16 | cell.kind;
    if (cell.length <= 16) {
        *key = wrkaud_short_key(cells->block + cell.start, cell.length, tag);
    } else {
        if (cell.start + cell.length > cells->size) return 0;
        *key = wrkaud_long_key(cells->block + cell.start, cell.length, tag, seed);
    }
    return 1;
}

/// The place of a key from `place` on, or the free one where the search for it ended. `bytes` are the cell's.
static inline __attribute__((always_inline)) const wrkaud_slot *_Nonnull wrkaud_search(
    const wrkaud_table *_Nonnull table, wrkaud_key key, const uint8_t *_Nullable bytes, const wrkaud_slot *_Nonnull place) {
    while ((place->a ^ key.a) | (place->b ^ key.b) | (place->tag ^ key.tag)
           || (key.tag >> 16 > 16 && !wrkaud_same_long(bytes, table->storage + place->offset, key.tag >> 16))) {
        if (place->tag == 0) break;
        place = &table->slots[(uint64_t)(place - table->slots + 1) & table->mask];
    }
    return place;
}

/// One cell after the other, for tables that are in the caches.
static inline __attribute__((always_inline)) long wrkaud_find_near(
    const wrkaud_cells *_Nonnull cells, long first, long count, const wrkaud_table *_Nonnull table,
    uint32_t *_Nonnull codes, int is_cut) {
    const wrkaud_slot *_Nonnull slots = table->slots;
    const uint64_t mask = table->mask, seed = table->seed, last = cells->size - 16;
    for (long i = first; i < count; i++) {
        const wrkaud_cell cell = wrkaud_cell_at(cells, i, is_cut);
        if (cell.kind < WRKAUD_FIRST_VALUE) {
            codes[i] = cell.kind >> 8;
            continue;
        }
        if (cell.is_doubtful | (cell.start > last)) return i;
        const uint8_t *bytes = cells->block + cell.start;
        const wrkaud_slot *place;
        if (cell.length <= 16) {
            const wrkaud_key key = wrkaud_short_key(bytes, cell.length, cell.length << 16 | cell.kind);
            place = &slots[wrkaud_mix(key, seed) & mask];
            while ((place->a ^ key.a) | (place->b ^ key.b) | (place->tag ^ key.tag)) {
                if (place->tag == 0) return i;
                place = &slots[(uint64_t)(place - slots + 1) & mask];
            }
        } else {
            wrkaud_key key;
            if (!wrkaud_key_of(cells, cell, seed, &key)) return i;
            place = wrkaud_search(table, key, bytes, &slots[wrkaud_mix(key, seed) & mask]);
            if (place->tag == 0) return i;
        }
        codes[i] = place->code;
    }
    return count;
}

/// Cells whose places are asked for from memory before the first of them is looked at.
#define WRKAUD_AHEAD 16

/// The same for large tables. A look waits for memory, and a wrong guess of its outcome would throw away the looks behind it:
/// so the places of a group are all on their way before any is compared. Groups start small, for columns of new values.
///
/// `has_runs`: runs of cells that repeat are known, and there is one look a run.
static inline __attribute__((always_inline)) long wrkaud_find_far(
    const wrkaud_cells *_Nonnull cells, long first, long count, const wrkaud_table *_Nonnull table,
    uint32_t *_Nonnull codes, int is_cut, int has_runs) {
    static const wrkaud_slot empty[2] = {{0, 0, 0, 0, 0}, {0, 0, 0, 1, 0}};
    struct {
        wrkaud_key key;
        const wrkaud_slot *_Nonnull place;
        const uint8_t *_Nonnull bytes;
        long end;
    } group[WRKAUD_AHEAD];
    for (long i = first, ahead = 1; i < count;) {
        long ready = 0;
        for (long next = i; ready < ahead && next < count; ready++) {
            const wrkaud_cell cell = wrkaud_cell_at(cells, next, is_cut);
            wrkaud_key key;
            if (!wrkaud_key_of(cells, cell, table->seed, &key)) break;
            const wrkaud_slot *place = &table->slots[wrkaud_mix(key, table->seed) & table->mask];
            __builtin_prefetch(place);
            if (cell.kind < WRKAUD_FIRST_VALUE) {
                key.tag = 0;
                place = &empty[cell.kind >> 8];
            }
            group[ready].key = key;
            group[ready].place = place;
            group[ready].bytes = cells->block + cell.start;
            next = has_runs ? wrkaud_end_of_run(cells->same, next, count) : next + 1;
            group[ready].end = next;
        }
        if (ready == 0) return i;
        for (long j = 0; j < ready; j++) {
            const wrkaud_slot *place = wrkaud_search(table, group[j].key, group[j].bytes, group[j].place);
            if (place->tag == 0 && group[j].key.tag != 0) return i;
            const uint32_t code = place->code;
            do codes[i++] = code;
            while (i < group[j].end);
        }
        ahead = ahead * 2 < WRKAUD_AHEAD ? ahead * 2 : WRKAUD_AHEAD;
    }
    return count;
}

/// Tables from this mask on are large: half a megabyte.
#define WRKAUD_FAR 16383
#define WRKAUD_FAR_RUNS 1023

#define wrkaud_find_far_each(...) wrkaud_find_far(__VA_ARGS__, 0)
#define wrkaud_find_far_run(...) wrkaud_find_far(__VA_ARGS__, 1)

// Each loop as a function of its own: put into one they would share too few registers.
#define WRKAUD_LOOP(name, loop, is_cut)                                                                                \
    static __attribute__((noinline)) long name(                                                                        \
        const wrkaud_cells *_Nonnull cells, long first, long count, const wrkaud_table *_Nonnull table,                \
        uint32_t *_Nonnull codes) {                                                                                    \
        return loop(cells, first, count, table, codes, is_cut);                                                        \
    }

WRKAUD_LOOP(wrkaud_find_near_cuts, wrkaud_find_near, 1)
WRKAUD_LOOP(wrkaud_find_near_places, wrkaud_find_near, 0)
WRKAUD_LOOP(wrkaud_find_far_cuts, wrkaud_find_far_each, 1)
WRKAUD_LOOP(wrkaud_find_far_places, wrkaud_find_far_each, 0)
WRKAUD_LOOP(wrkaud_find_far_runs, wrkaud_find_far_run, 1)

/// The same where a cell usually is as the one before it: the table is asked for the others alone. `*repeats` is 0 when
/// they were too many, at the cell where that was seen.
static inline __attribute__((always_inline)) long wrkaud_find_repeated(
    const wrkaud_cells *_Nonnull cells, long first, long count, const wrkaud_table *_Nonnull table,
    uint32_t *_Nonnull codes, int *_Nonnull repeats, int is_cut) {
    const uint64_t last = cells->size - 16;
    wrkaud_sample sample = wrkaud_no_sample();
    uint32_t code = 0;
    long others = 0;
    for (long i = first; i < count; i++) {
        const wrkaud_bare bare = wrkaud_bare_at(cells, i, is_cut);
        if (!wrkaud_is_as(cells, bare, &sample, last)) {
            *repeats = !wrkaud_repeats_seldom(++others, i - first);
            if (!*repeats) return i;
            const long end = is_cut ? wrkaud_find_near_cuts(cells, i, i + 1, table, codes)
                                    : wrkaud_find_near_places(cells, i, i + 1, table, codes);
            if (end == i) return i;
            code = codes[i];
            sample = wrkaud_sample_of(cells, bare);
        }
        codes[i] = code;
    }
    return count;
}

static __attribute__((noinline)) long wrkaud_find_repeated_cuts(
    const wrkaud_cells *_Nonnull cells, long first, long count, const wrkaud_table *_Nonnull table,
    uint32_t *_Nonnull codes, int *_Nonnull repeats) {
    return wrkaud_find_repeated(cells, first, count, table, codes, repeats, 1);
}

static __attribute__((noinline)) long wrkaud_find_repeated_places(
    const wrkaud_cells *_Nonnull cells, long first, long count, const wrkaud_table *_Nonnull table,
    uint32_t *_Nonnull codes, int *_Nonnull repeats) {
    return wrkaud_find_repeated(cells, first, count, table, codes, repeats, 0);
}

/// The same where runs of cells that repeat are known: one look a run.
static __attribute__((noinline)) long wrkaud_find_runs(
    const wrkaud_cells *_Nonnull cells, long first, long count, const wrkaud_table *_Nonnull table,
    uint32_t *_Nonnull codes) {
    for (long i = first; i < count;) {
        if (wrkaud_find_near(cells, i, i + 1, table, codes, 1) == i) return i;
        const uint32_t code = codes[i];
        const long end = wrkaud_end_of_run(cells->same, i, count);
        for (i++; i < end; i++) codes[i] = code;
    }
    return count;
}

/// Writes the codes of cells from `first` on, up to the first that is not in the table, doubtful, or too near to the
/// block's end. The code of an empty cell is its state.
///
/// Cells lie within the block or are not looked at: checked. `*repeats`: whether to compare a cell with the one before it
/// first; becomes 0 where that does not pay. Returns the cell it stopped at, `count` when there is none.
static inline long wrkaud_find_values(
    wrkaud_cells cells, long first, long count, wrkaud_table table, uint32_t *_Nonnull codes, int *_Nonnull repeats) {
    if (cells.size < 16) return first;
    if (cells.width && cells.same)
        return table.mask >= WRKAUD_FAR_RUNS ? wrkaud_find_far_runs(&cells, first, count, &table, codes) : wrkaud_find_runs(&cells, first, count, &table, codes);
    if (*repeats) {
        first = cells.width ? wrkaud_find_repeated_cuts(&cells, first, count, &table, codes, repeats)
                            : wrkaud_find_repeated_places(&cells, first, count, &table, codes, repeats);
        if (*repeats) return first;
    }
    const int is_far = table.mask >= WRKAUD_FAR;
    if (cells.width) {
        return is_far ? wrkaud_find_far_cuts(&cells, first, count, &table, codes)
                      : wrkaud_find_near_cuts(&cells, first, count, &table, codes);
    }
    return is_far ? wrkaud_find_far_places(&cells, first, count, &table, codes)
                  : wrkaud_find_near_places(&cells, first, count, &table, codes);
}

#endif
