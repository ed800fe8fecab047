#ifndef WRKAUD_CPSEUDOTERMINAL_H
#define WRKAUD_CPSEUDOTERMINAL_H

#include <sys/types.h>

// The modes of a terminal, as termios has them.
struct pty_modes { unsigned input, output, control, local; };

// Starts a program as the leader of a session of its own, with a new pseudo-terminal of the given size as its terminal.
// Sets `master` (non-blocking) and `slave`, which the caller closes. `input` replaces standard input when it is not -1.
// Returns the process, or -1.
pid_t pty_start(
    const char *path, char *const arguments[], char *const environment[], int rows, int columns, int input, int *master,
    int *slave, struct pty_modes *before);

// Gives the terminal another size, as a window does. Returns 0, or -1.
int pty_resize(int master, int rows, int columns);

// The exit status as a shell shows it (128 + signal for a signal); -1 while it runs.
int pty_status(pid_t process);

// The modes of the terminal, to compare.
struct pty_modes pty_read_modes(int slave);

#endif
