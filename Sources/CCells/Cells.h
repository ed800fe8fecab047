// The cells of one column in one block, as the readers of records give them and the kernels of columns take them.
//
// Header only.
#ifndef WRKAUD_CELLS_H
#define WRKAUD_CELLS_H

#include <stddef.h>
#include <stdint.h>

static inline __attribute__((always_inline)) uint64_t wrkaud_word(const uint8_t *_Nonnull p) {
    uint64_t word;
    __builtin_memcpy(&word, p, 8);
    return word;
}

/// Either three numbers a cell: `lengths[i]` bytes of `block` from `starts[i]` on, in the way `tags[i]` says. Or, where
/// `width` is not 0, places in text that was cut: cell i lies between cuts `i * width` - 1 and `i * width`.
typedef struct {
    const uint8_t *_Nullable block;
    size_t size;
    const uint32_t *_Nullable starts;
    const uint32_t *_Nullable lengths;
    /// Below `WRKAUD_FIRST_VALUE` a cell is empty, and its state is the tag shifted right by 8.
    const uint16_t *_Nullable tags;

    /// The first cell's end. Positions of 31 bits, and one before the first cell, which is -1 where the block starts.
    const uint32_t *_Nullable cuts;
    size_t width;
    /// Bit c & 63 of word c >> 6: a cell that starts with c may be null or in quotes.
    uint64_t special[4];
    /// 256 where there is none: no byte is equal to it.
    uint16_t quote;
    /// Tags of a cell of text, and of one of nothing.
    uint16_t plain, null;
    /// Bit i & 63 of word i >> 6: cell i has the bytes of cell i - 1 (`wrkaud_mark_repeats` of CByteScan). NULL where nobody looked.
    const uint64_t *_Nullable same;
} wrkaud_cells;

#define WRKAUD_FIRST_VALUE 0x200

/// A cell: `length` bytes from `start` on.
typedef struct {
    uint64_t start, length;
    uint32_t kind;
    /// Whether only the reader knows what it is: the numbers mean nothing then.
    uint32_t is_doubtful;
} wrkaud_cell;

/// What stands between two cuts: usually itself, else what stands in its quotes, or a doubt.
static inline __attribute__((always_inline)) wrkaud_cell wrkaud_cut_cell(const wrkaud_cells *_Nonnull cells, long i) {
    const uint32_t position = 0x7fffffffu;
    const uint32_t *cut = cells->cuts + (size_t)i * cells->width;
    const uint32_t start = (cut[-1] + 1) & position, end = *cut & position;
    wrkaud_cell cell = {start, end - start, end == start ? cells->null : cells->plain, 0};
    // Its own end is a byte that is there in any case.
    const uint8_t first = cells->block[start];
    if ((cells->special[first >> 6] >> (first & 63) & 1) && end != start) {
        const uint8_t last = cells->block[end - 1];
        if (first != cells->quote) {
            cell.is_doubtful = (last == ' ') | (cell.length == 1) | (cell.length == 4) | (cell.length == 6);
        } else if (last == first && cell.length > 1) {
            cell.start += 1;
            cell.length -= 2;
        } else {
            cell.is_doubtful = 1;
        }
    }
    return cell;
}

/// Cell `i`; an empty one has no bytes. `is_cut`: whether `width` is not 0.
static inline __attribute__((always_inline)) wrkaud_cell
wrkaud_cell_at(const wrkaud_cells *_Nonnull cells, long i, int is_cut) {
    if (is_cut) return wrkaud_cut_cell(cells, i);
    const uint32_t kind = cells->tags[i];
    wrkaud_cell cell = {0, 0, kind, 0};
    if (kind >= WRKAUD_FIRST_VALUE) {
        cell.start = cells->starts[i];
        cell.length = cells->lengths[i];
    }
    return cell;
}

// MARK: cells that repeat
//
// Of most columns a cell usually has the bytes of the one before it: it then is what that one was.

/// All bits of the first `length` <= 16 bytes, in two words.
static inline __attribute__((always_inline)) uint64_t wrkaud_mask_of_first(uint64_t length) {
    static const uint64_t masks[17] = {
        0, 0xff, 0xffff, 0xffffff, 0xffffffff, 0xffffffffff, 0xffffffffffff, 0xffffffffffffff,
        ~0ull, ~0ull, ~0ull, ~0ull, ~0ull, ~0ull, ~0ull, ~0ull, ~0ull,
    };
    return masks[length];
}

static inline __attribute__((always_inline)) uint64_t wrkaud_mask_of_second(uint64_t length) {
    static const uint64_t masks[17] = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xffff, 0xffffff, 0xffffffff, 0xffffffffff, 0xffffffffffff,
        0xffffffffffffff, ~0ull,
    };
    return masks[length];
}

/// Whether `length` > 16 bytes are the same at both places.
static inline int wrkaud_same_long(const uint8_t *_Nonnull p, const uint8_t *_Nonnull q, uint64_t length) {
    uint64_t differs = 0;
    for (uint64_t at = 0; length - at > 8; at += 8) differs |= wrkaud_word(p + at) ^ wrkaud_word(q + at);
    return (differs | (wrkaud_word(p + length - 8) ^ wrkaud_word(q + length - 8))) == 0;
}

/// The bytes of a cell as they stand, quotes and all. In one column and block, cells with the same bytes and kind are the
/// same.
typedef struct {
    uint64_t start, length;
    uint32_t kind;
} wrkaud_bare;

static inline __attribute__((always_inline)) wrkaud_bare
wrkaud_bare_at(const wrkaud_cells *_Nonnull cells, long i, int is_cut) {
    wrkaud_bare bare = {0, 0, 0};
    if (is_cut) {
        const uint32_t position = 0x7fffffffu;
        const uint32_t *cut = cells->cuts + (size_t)i * cells->width;
        const uint32_t start = (cut[-1] + 1) & position;
        bare.start = start;
        bare.length = (*cut & position) - start;
        return bare;
    }
    bare.kind = cells->tags[i];
    if (bare.kind >= WRKAUD_FIRST_VALUE) {
        bare.start = cells->starts[i];
        bare.length = cells->lengths[i];
    }
    return bare;
}

/// A cell that those behind it are compared with.
typedef struct {
    uint64_t start, length;
    uint64_t first, second, mask_of_first, mask_of_second;
    uint32_t kind;
} wrkaud_sample;

/// No cell is as this one.
static inline wrkaud_sample wrkaud_no_sample(void) {
    const wrkaud_sample none = {0, ~0ull, 0, 0, 0, 0, 0};
    return none;
}

/// None where the cell stands too near to the block's end.
static inline __attribute__((always_inline)) wrkaud_sample
wrkaud_sample_of(const wrkaud_cells *_Nonnull cells, wrkaud_bare bare) {
    if (cells->size < 16 || bare.start > cells->size - 16 || bare.start + bare.length > cells->size) return wrkaud_no_sample();
    const uint64_t length = bare.length < 16 ? bare.length : 16;
    const uint8_t *p = cells->block + bare.start;
    const uint64_t first = wrkaud_mask_of_first(length), second = wrkaud_mask_of_second(length);
    const wrkaud_sample sample = {
        bare.start, bare.length, wrkaud_word(p) & first, wrkaud_word(p + 8) & second, first, second, bare.kind};
    return sample;
}

/// `last`: the block's size less 16, which is checked to be there for every sample.
static inline __attribute__((always_inline)) int wrkaud_is_as(
    const wrkaud_cells *_Nonnull cells, wrkaud_bare bare, const wrkaud_sample *_Nonnull sample, uint64_t last) {
    if ((bare.length ^ sample->length) | (bare.kind ^ sample->kind) || bare.start > last) return 0;
    const uint8_t *p = cells->block + bare.start;
    if (((wrkaud_word(p) & sample->mask_of_first) ^ sample->first)
        | ((wrkaud_word(p + 8) & sample->mask_of_second) ^ sample->second)) {
        return 0;
    }
    return bare.length <= 16
           || (bare.start + bare.length <= cells->size
               && wrkaud_same_long(p, cells->block + sample->start, bare.length));
}

/// Where the run of cells that are as cell `i` ends, at most at `count`, as `same` says.
static inline __attribute__((always_inline)) long
wrkaud_end_of_run(const uint64_t *_Nonnull same, long i, long count) {
    long at = i + 1;
    while (at < count) {
        const uint64_t others = ~same[at >> 6] >> (at & 63);
        if (others) {
            at += __builtin_ctzll(others);
            break;
        }
        at = (at | 63) + 1;
    }
    return at < count ? at : count;
}

/// Whether so many cells that are not as the one before are too many for comparing first.
static inline __attribute__((always_inline)) int wrkaud_repeats_seldom(long others, long seen) {
    return others * 4 > seen + 32;
}

#endif
