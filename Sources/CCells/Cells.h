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

#endif
