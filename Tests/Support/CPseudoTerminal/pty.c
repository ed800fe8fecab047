#define _GNU_SOURCE
#include "CPseudoTerminal.h"

#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

// Only calls that are safe between fork and exec.
static void become(
    const char *path, char *const arguments[], char *const environment[], int slave, int input) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    setsid();
    ioctl(slave, TIOCSCTTY, 0);
    dup2(input >= 0 ? input : slave, STDIN_FILENO);
    dup2(slave, STDOUT_FILENO);
    dup2(slave, STDERR_FILENO);
    for (int fd = 3; fd < 256; fd++) close(fd);
    execve(path, arguments, environment);
    _exit(127);
}

pid_t pty_start(
    const char *path, char *const arguments[], char *const environment[], int rows, int columns, int input, int *master,
    int *slave, struct pty_modes *before) {
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    if (openpty(master, slave, NULL, NULL, &size) != 0) return -1;
    fcntl(*master, F_SETFD, FD_CLOEXEC);
    fcntl(*slave, F_SETFD, FD_CLOEXEC);
    fcntl(*master, F_SETFL, O_NONBLOCK);
    // Read before there is a program that could change them.
    *before = pty_read_modes(*slave);
    pid_t process = fork();
    if (process == 0) become(path, arguments, environment, *slave, input);
    return process;
}

int pty_resize(int master, int rows, int columns) {
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    return ioctl(master, TIOCSWINSZ, &size);
}

int pty_status(pid_t process) {
    int status;
    pid_t changed = waitpid(process, &status, WNOHANG);
    if (changed != process) return -1;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

struct pty_modes pty_read_modes(int slave) {
    struct termios modes = {0};
    tcgetattr(slave, &modes);
    return (struct pty_modes){modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag};
}
