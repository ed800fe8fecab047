#ifndef WRKAUD_CVTERM_SHIM_H
#define WRKAUD_CVTERM_SHIM_H

#include <stdint.h>
#include <vterm.h>

// What Swift does not import: cells with arrays and bit fields.

// The characters of a cell, at most 6, into `chars`; returns their count, or -1 for the right half of a wide one.
static inline int vterm_shim_cell(VTermScreen *screen, int row, int column, uint32_t *chars) {
    VTermScreenCell cell;
    VTermPos at = {.row = row, .col = column};
    if (!vterm_screen_get_cell(screen, at, &cell)) return 0;
    if (cell.chars[0] == (uint32_t)-1) return -1;
    int count = 0;
    while (count < VTERM_MAX_CHARS_PER_CELL && cell.chars[count] != 0) {
        chars[count] = cell.chars[count];
        count++;
    }
    return count;
}

enum { VTERM_SHIM_BOLD = 1, VTERM_SHIM_UNDERLINE = 2, VTERM_SHIM_REVERSE = 4 };

static inline int vterm_shim_attributes(VTermScreen *screen, int row, int column) {
    VTermScreenCell cell;
    VTermPos at = {.row = row, .col = column};
    if (!vterm_screen_get_cell(screen, at, &cell)) return 0;
    return (cell.attrs.bold ? VTERM_SHIM_BOLD : 0) | (cell.attrs.underline ? VTERM_SHIM_UNDERLINE : 0)
        | (cell.attrs.reverse ? VTERM_SHIM_REVERSE : 0);
}

static inline void vterm_shim_cursor(VTerm *terminal, int *row, int *column) {
    VTermPos at;
    vterm_state_get_cursorpos(vterm_obtain_state(terminal), &at);
    *row = at.row;
    *column = at.col;
}

#endif
