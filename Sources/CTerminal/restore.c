#define _GNU_SOURCE
#include "CTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

// Also those that nobody sends us on purpose: a limit on processor time, a mistyped kill.
static const int ending[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU};
static const int crashing[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP};
#define COUNT(list) ((int)(sizeof(list) / sizeof((list)[0])))

static struct sigaction before[NSIG];
static volatile sig_atomic_t installed[NSIG];
static volatile sig_atomic_t armed;
static int wake_fd = -1;
static int glass_fd = -1;
static char glass_bytes[512];
static size_t glass_length;
static struct termios glass_modes;
// The handlers' own stack: a crash may be an overflow of the stack itself.
static char crash_stack[64 * 1024];

// Only async-signal-safe calls from here on. A terminal that takes no bytes (Ctrl-S, a dead link) must not keep the
// program from ending, hence the poll.
static void restore(void) {
    if (!armed) return;
    armed = 0;
    int saved_errno = errno;
    signal(SIGTTOU, SIG_IGN);
    const char *at = glass_bytes;
    size_t left = glass_length;
    while (left > 0) {
        struct pollfd ready = {.fd = glass_fd, .events = POLLOUT};
        if (poll(&ready, 1, 200) <= 0 || !(ready.revents & POLLOUT)) break;
        ssize_t written = write(glass_fd, at, left);
        if (written <= 0) break;
        at += written;
        left -= (size_t)written;
    }
    tcsetattr(glass_fd, TCSANOW, &glass_modes);
    errno = saved_errno;
}

static void put_back(int number) {
    if (!installed[number]) return;
    installed[number] = 0;
    sigaction(number, &before[number], NULL);
}

// The signal does again what it did before we came: it ends the program, so that its number is the exit status.
static void end_by(int number) {
    restore();
    put_back(number);
    raise(number);
}

// A fault is met again when the handler returns, and then has the right place for whoever looks at the crash; one that
// was sent by kill() or abort() is raised again.
static void crash_by(int number, siginfo_t *info, void *context) {
    (void)context;
    restore();
    put_back(number);
    if (info == NULL || info->si_code <= 0 || number == SIGTRAP) raise(number);
}

static void wake(char what) {
    int saved_errno = errno;
    ssize_t ignored = write(wake_fd, &what, 1);
    (void)ignored;
    errno = saved_errno;
}

static void tell(int number) {
    if (number == SIGWINCH) wake(WRKAUD_WAKE_RESIZE);
    if (number == SIGTSTP) wake(WRKAUD_WAKE_SUSPEND);
    if (number == SIGCONT) wake(WRKAUD_WAKE_CONTINUE);
}

static void install(int number, struct sigaction *action) {
    if (installed[number] || sigaction(number, NULL, &before[number]) != 0) return;
    if (!(before[number].sa_flags & SA_SIGINFO) && before[number].sa_handler == SIG_IGN) return;
    sigemptyset(&action->sa_mask);
    if (sigaction(number, action, NULL) == 0) installed[number] = 1;
}

int wrkaud_wake_pipe(int ends[2]) { return pipe2(ends, O_NONBLOCK | O_CLOEXEC); }

void wrkaud_signals_install(int wake_pipe) {
    static int at_exit;
    if (!at_exit) {
        atexit(restore);
        at_exit = 1;
        stack_t stack = {.ss_sp = crash_stack, .ss_size = sizeof crash_stack};
        sigaltstack(&stack, NULL);
    }
    wake_fd = wake_pipe;
    struct sigaction end = {.sa_handler = end_by, .sa_flags = SA_ONSTACK};
    for (int i = 0; i < COUNT(ending); i++) install(ending[i], &end);
    struct sigaction crash = {.sa_sigaction = crash_by, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    for (int i = 0; i < COUNT(crashing); i++) install(crashing[i], &crash);
    struct sigaction news = {.sa_handler = tell, .sa_flags = SA_RESTART};
    install(SIGWINCH, &news);
    install(SIGTSTP, &news);
    install(SIGCONT, &news);
}

void wrkaud_interrupts_ignore(void) {
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGINT, &ignore, NULL);
    installed[SIGINT] = 0;
}

void wrkaud_signals_remove(void) {
    for (int number = 1; number < NSIG; number++) put_back(number);
}

void wrkaud_restore_arm(int fd, const char *bytes, size_t length, const struct termios *modes) {
    armed = 0;
    glass_fd = fd;
    glass_length = length < sizeof glass_bytes ? length : sizeof glass_bytes;
    memcpy(glass_bytes, bytes, glass_length);
    glass_modes = *modes;
    armed = 1;
}

void wrkaud_restore_disarm(void) { armed = 0; }

void wrkaud_stop_here(void) {
    struct sigaction stop = {.sa_handler = SIG_DFL}, mine;
    sigemptyset(&stop.sa_mask);
    sigaction(SIGTSTP, &stop, &mine);
    kill(0, SIGTSTP);
    sigaction(SIGTSTP, &mine, NULL);
}

int wrkaud_window_size(int fd, int *rows, int *columns) {
    struct winsize size;
    if (ioctl(fd, TIOCGWINSZ, &size) != 0) return -1;
    *rows = size.ws_row;
    *columns = size.ws_col;
    return 0;
}
