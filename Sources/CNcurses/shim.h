#ifndef WRKAUD_CNCURSES_SHIM_H
#define WRKAUD_CNCURSES_SHIM_H

#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include <ncursesw/curses.h>
#include <ncursesw/term.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <wchar.h>

// What Swift does not import: macros with casts, and globals that it takes for shared mutable state.

static const attr_t wrkaud_bold = WA_BOLD;
static const attr_t wrkaud_reverse = WA_REVERSE;
static const attr_t wrkaud_underline = WA_UNDERLINE;
static const attr_t wrkaud_standout = WA_STANDOUT;

static inline WINDOW *wrkaud_screen_window(void) { return stdscr; }
static inline int wrkaud_colors(void) { return COLORS; }

// Paints everything at the next refresh, whatever ncurses believes is there.
static inline void wrkaud_repaint_all(void) { clearok(curscr, TRUE); }

// The string of a terminal capability; NULL when the terminal has none.
static inline const char *wrkaud_capability(const char *name) {
    char *value = tigetstr((NCURSES_CONST char *)name);
    return value == (char *)-1 ? NULL : value;
}

// How the C library, and so ncurses, counts cells.
static inline int wrkaud_cells(unsigned int scalar) { return wcwidth((wchar_t)scalar); }

// Puts one character with its combining marks into one cell, without moving on or wrapping.
static inline void wrkaud_put(
    WINDOW *window, int row, int column, const unsigned int *scalars, int count, attr_t attributes, short pair) {
    wchar_t text[CCHARW_MAX];
    int length = count < CCHARW_MAX - 1 ? count : CCHARW_MAX - 1;
    for (int i = 0; i < length; i++) text[i] = (wchar_t)scalars[i];
    text[length] = 0;
    cchar_t cell;
    if (setcchar(&cell, text, attributes, pair, NULL) == OK) mvwadd_wchnstr(window, row, column, &cell, 1);
}

// The character encoding of the locale after setlocale().
static inline const char *wrkaud_codeset(void) { return nl_langinfo(CODESET); }
static inline const char *wrkaud_set_locale(const char *name) { return setlocale(LC_CTYPE, name); }

#endif
