namespace Arrea.Benchmarks.Sections;

/// <summary>What the sections set as the limit, in C.</summary>
internal static class NativeSources
{
    /// <summary>Runs `sh -c true` again and again, so many at once. Exits with 0 when every command did.</summary>
    /// <remarks>A thread for each slot: one that starts them all waits for each to get a processor, and on a busy machine that halves the rate.</remarks>
    public const string Spawn = """
        #include <pthread.h>
        #include <spawn.h>
        #include <stdatomic.h>
        #include <stdlib.h>
        #include <sys/wait.h>

        extern char **environ;
        static int count;
        static atomic_int started, failed;

        static void *slot(void *unused)
        {
            char *shell[] = { "sh", "-c", "true", NULL };
            while (atomic_fetch_add(&started, 1) < count)
            {
                pid_t child;
                int status;
                if (posix_spawn(&child, "/bin/sh", NULL, NULL, shell, environ) != 0 || waitpid(child, &status, 0) != child || status != 0)
                {
                    failed = 1;
                }
            }
            return unused;
        }

        /* spawn COUNT PARALLELISM */
        int main(int argc, char **argv)
        {
            if (argc != 3)
            {
                return 2;
            }
            int parallelism = atoi(argv[2]);
            pthread_t *slots = calloc(parallelism, sizeof *slots);
            pthread_attr_t attributes;
            count = atoi(argv[1]);
            pthread_attr_init(&attributes);
            pthread_attr_setstacksize(&attributes, 64 * 1024);
            for (int i = 0; i < parallelism; i++)
            {
                if (pthread_create(&slots[i], &attributes, slot, NULL) != 0)
                {
                    return 3;
                }
            }
            for (int i = 0; i < parallelism; i++)
            {
                pthread_join(slots[i], NULL);
            }
            return failed;
        }
        """;

    /// <summary>Reads all that a program writes, and counts it. Exits with 0 when the program did and the counts are as told.</summary>
    public const string Read = """
        #define _GNU_SOURCE
        #include <fcntl.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/wait.h>
        #include <unistd.h>

        static char buffer[64 * 1024];

        /* read PIPE_SIZE BYTES LINES PROGRAM ARGUMENT...: a pipe size of 0 leaves it as it is, and of -1 lines none are counted. */
        int main(int argc, char **argv)
        {
            int ends[2], size = atoi(argv[1]), status = 0;
            long bytes = atol(argv[2]), lines = atol(argv[3]), counted = lines < 0 ? -1 : 0, total = 0;
            ssize_t got;
            if (argc < 5 || pipe(ends) != 0)
            {
                return 2;
            }
            if (size > 0)
            {
                fcntl(ends[0], F_SETPIPE_SZ, size);
            }
            pid_t child = vfork();
            if (child == 0)
            {
                dup2(ends[1], 1);
                close(ends[0]);
                close(ends[1]);
                execvp(argv[4], argv + 4);
                _exit(127);
            }
            close(ends[1]);
            while ((got = read(ends[0], buffer, sizeof buffer)) > 0)
            {
                total += got;
                for (char *at = buffer, *end = buffer + got; lines >= 0 && (at = memchr(at, '\n', end - at)) != NULL; at++)
                {
                    counted++;
                }
            }
            return got < 0 || waitpid(child, &status, 0) != child || status != 0 || total != bytes || counted != lines;
        }
        """;
}
