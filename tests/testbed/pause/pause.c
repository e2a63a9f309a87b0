/*
 * pause: the first process of a pod.  It holds the pod's namespaces open, reaps the processes that
 * containers leave behind and ends on SIGINT or SIGTERM.
 */
#include <signal.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

static void leave(int signal_number)
{
    (void)signal_number;
    _exit(0);
}

static void reap(int signal_number)
{
    (void)signal_number;
    while (waitpid(-1, NULL, WNOHANG) > 0) {
    }
}

int main(void)
{
    const struct sigaction leaving = {.sa_handler = leave};
    const struct sigaction reaping = {.sa_handler = reap, .sa_flags = SA_NOCLDSTOP};

    if (sigaction(SIGINT, &leaving, NULL) != 0 || sigaction(SIGTERM, &leaving, NULL) != 0 ||
        sigaction(SIGCHLD, &reaping, NULL) != 0) {
        return 1;
    }
    for (;;) {
        pause();
    }
}
