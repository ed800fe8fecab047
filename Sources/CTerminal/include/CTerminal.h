#ifndef WRKAUD_CTERMINAL_H
#define WRKAUD_CTERMINAL_H

#include <stddef.h>
#include <termios.h>

// What must run inside signal handlers, where Swift may not: giving the terminal back whatever ends the program, and
// telling the event loop of signals by bytes in a pipe.

// Bytes written to the wake pipe.
enum {
    WRKAUD_WAKE_MESSAGE = 'm',   // a background result waits
    WRKAUD_WAKE_RESIZE = 'w',    // SIGWINCH
    WRKAUD_WAKE_SUSPEND = 'z',   // SIGTSTP from outside
    WRKAUD_WAKE_CONTINUE = 'c',  // SIGCONT
};

// Makes the wake pipe: ends[0] to read, ends[1] to write, neither of which ever waits. Returns 0, or -1.
int wrkaud_wake_pipe(int ends[2]);

// Catches the signals that end, stop or resize the program, and exit(); signals that are ignored stay ignored.
// Until wrkaud_restore_arm is called they only do what they did before. `wake` is the non-blocking write end of the
// wake pipe. Call before ncurses starts, so that it keeps its hands off these signals.
void wrkaud_signals_install(int wake);

// From here on Ctrl-C does nothing: the program is leaving, and a key typed a moment too late must not change its exit
// status. Stays so when the other signals are put back.
void wrkaud_interrupts_ignore(void);

// Back to what the signals did before.
void wrkaud_signals_remove(void);

// From now on every way out writes `bytes` (at most 512) to `fd` and sets `modes`.
void wrkaud_restore_arm(int fd, const char *bytes, size_t length, const struct termios *modes);

// The terminal is the shell's again: nothing is left to restore.
void wrkaud_restore_disarm(void);

// Stops the process group as the terminal's own Ctrl-Z would, and returns when it goes on.
void wrkaud_stop_here(void);

// Rows and columns of the terminal behind `fd`; 0 when it does not say. Returns 0, or -1 when `fd` is no terminal.
int wrkaud_window_size(int fd, int *rows, int *columns);

#endif
