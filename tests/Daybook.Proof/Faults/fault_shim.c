/*
 * Makes chosen system calls of a real program fail. Preloaded (LD_PRELOAD) it stands before libc for the functions below, looks
 * only at paths and descriptors under one directory, so that the runtime's own files are untouched, and counts per process.
 *
 *   DAYBOOK_FAULT        rules, separated by commas: function:call:error[:once|always]
 *                        call is the number of the first call to fail, from 1; error is a name of errno.h, "short", which
 *                        lets a read or write do half of its bytes, "lost", which lets a write or rename do nothing and say
 *                        that it did, or "KILL", which ends the process before the call
 *   DAYBOOK_FAULT_UNDER  the directory
 *   DAYBOOK_FAULT_LOG    a file that gets one line per call under the directory: "pid function number outcome path"
 *
 * A rule that cannot be understood ends the process with 99: a test must never pass because nothing was injected.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum call {
    OPEN, PWRITE, WRITE, PREAD, FTRUNCATE, FDATASYNC, FSYNC, FLOCK, RENAME, LINK, UNLINK, MKDIR, FCHMOD, STATX,
    OPEN64, PWRITE64, PREAD64, FTRUNCATE64, CALLS
};

static const char *const names[CALLS] = {
    "open", "pwrite", "write", "pread", "ftruncate", "fdatasync", "fsync", "flock", "rename", "link", "unlink", "mkdir", "fchmod", "statx",
    "open64", "pwrite64", "pread64", "ftruncate64",
};

static const struct { const char *name; int number; } errors[] = {
    {"EIO", EIO}, {"ENOSPC", ENOSPC}, {"EDQUOT", EDQUOT}, {"EACCES", EACCES}, {"EPERM", EPERM}, {"EROFS", EROFS}, {"EMFILE", EMFILE},
    {"ENFILE", ENFILE}, {"EINTR", EINTR}, {"EAGAIN", EAGAIN}, {"ENOLCK", ENOLCK}, {"ENOENT", ENOENT}, {"EEXIST", EEXIST}, {"ELOOP", ELOOP},
    {"EXDEV", EXDEV}, {"ESTALE", ESTALE}, {"ENOTSUP", ENOTSUP}, {"ENOSYS", ENOSYS}, {"ENOMEM", ENOMEM}, {"EINVAL", EINVAL},
};

#define SHORT (-1)
#define KILL (-2)
#define LOST (-3)
#define RULES_MAXIMUM 16

struct rule { enum call call; long first; int error; int always; };

static struct rule rules[RULES_MAXIMUM];
static int rule_count;
static long counts[CALLS];
static const char *given;
static char resolved[PATH_MAX];
static const char *log_path;

static void refuse(const char *rule)
{
    fprintf(stderr, "fault_shim: cannot understand \"%s\"\n", rule);
    _exit(99);
}

static int find_call(const char *name)
{
    for (int call = 0; call < CALLS; call++)
        if (strcmp(names[call], name) == 0)
            return call;
    return CALLS;
}

static int find_error(const char *name)
{
    if (strcmp(name, "short") == 0)
        return SHORT;
    if (strcmp(name, "lost") == 0)
        return LOST;
    if (strcmp(name, "KILL") == 0)
        return KILL;
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (strcmp(errors[i].name, name) == 0)
            return errors[i].number;
    return 0;
}

static void add_rule(const char *text)
{
    char name[16], error[16], how[16] = "once";
    struct rule rule;
    int fields = sscanf(text, "%15[^:]:%ld:%15[^:]:%15s", name, &rule.first, error, how);
    if (fields < 3 || rule_count == RULES_MAXIMUM)
        refuse(text);
    rule.call = find_call(name);
    rule.error = find_error(error);
    rule.always = strcmp(how, "always") == 0;
    int is_transfer = rule.call == PWRITE || rule.call == WRITE || rule.call == PREAD
        || rule.call == PWRITE64 || rule.call == PREAD64;
    if (rule.call == CALLS || rule.first < 1 || rule.error == 0 || (rule.error == SHORT && !is_transfer)
        || (rule.error == LOST && rule.call != WRITE && rule.call != RENAME)
        || (!rule.always && strcmp(how, "once") != 0))
        refuse(text);
    rules[rule_count++] = rule;
}

__attribute__((constructor)) static void configure(void)
{
    const char *faults = getenv("DAYBOOK_FAULT");
    given = getenv("DAYBOOK_FAULT_UNDER");
    if (given == NULL || realpath(given, resolved) == NULL)
        refuse(given == NULL ? "DAYBOOK_FAULT_UNDER, which is not set" : given);
    log_path = getenv("DAYBOOK_FAULT_LOG");
    char *copy = strdup(faults == NULL ? "" : faults), *rest = copy, *text;
    while ((text = strsep(&rest, ",")) != NULL)
        if (*text != '\0')
            add_rule(text);
    free(copy);
}

static int starts(const char *path, const char *directory)
{
    size_t length = strlen(directory);
    return length > 0 && strncmp(path, directory, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

/* A path comes as the program spells it, a descriptor's with every link resolved. Before configure has run nothing is ours. */
static int is_under(const char *path)
{
    return given != NULL && (starts(path, given) || starts(path, resolved));
}

/* The path of a descriptor, if it is one of ours. The raw call keeps the shim out of its own way. */
static const char *path_of(int descriptor, char *buffer)
{
    char link[64];
    int before = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    long length = syscall(SYS_readlinkat, AT_FDCWD, link, buffer, PATH_MAX - 1);
    errno = before;
    buffer[length < 0 ? 0 : length] = '\0';
    return buffer;
}

static void note(enum call call, long number, int error, const char *path)
{
    if (log_path == NULL)
        return;
    char line[PATH_MAX + 64];
    const char *outcome = error == SHORT ? "short" : error == KILL ? "KILL" : error == LOST ? "lost" : error == 0 ? "passed" : strerrorname_np(error);
    int length = snprintf(line, sizeof line, "%d %s %ld %s %s\n", (int)getpid(), names[call], number, outcome, path);
    int before = errno;
    long file = syscall(SYS_openat, AT_FDCWD, log_path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0 || syscall(SYS_write, file, line, length) != length)
        refuse("DAYBOOK_FAULT_LOG, which cannot be written");
    syscall(SYS_close, file);
    errno = before;
}

/* Counts a call and says what becomes of it: 0 passes, SHORT does half, anything else fails with that error. */
static int judge(enum call call, const char *path)
{
    if (!is_under(path))
        return 0;
    long number = __atomic_add_fetch(&counts[call], 1, __ATOMIC_SEQ_CST);
    int error = 0;
    for (int i = 0; i < rule_count; i++)
        if (rules[i].call == call && (rules[i].always ? number >= rules[i].first : number == rules[i].first))
            error = rules[i].error;
    note(call, number, error, path);
    if (error == KILL)
        kill(getpid(), SIGKILL);
    return error;
}

static int judge_descriptor(enum call call, int descriptor)
{
    char buffer[PATH_MAX];
    return judge(call, path_of(descriptor, buffer));
}

static int judge_pair(enum call call, const char *one, const char *other)
{
    return judge(call, is_under(one) ? one : other);
}

static size_t half(int verdict, size_t count)
{
    /* Never nothing: that would be the end of the file, or no progress for ever, and no disk says so. */
    return verdict == SHORT ? (count + 1) / 2 : count;
}

#define REAL(function) \
    static __typeof__(&function) real; \
    if (real == NULL) \
        real = (__typeof__(&function))dlsym(RTLD_NEXT, #function)

#define FAIL_OR(verdict, result) \
    do { \
        int failure = (verdict); \
        if (failure > 0) { \
            errno = failure; \
            return -1; \
        } \
        return result; \
    } while (0)

int open(const char *path, int flags, ...)
{
    REAL(open);
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    FAIL_OR(judge(OPEN, path), real(path, flags, mode));
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset)
{
    REAL(pwrite);
    int verdict = judge_descriptor(PWRITE, file);
    FAIL_OR(verdict, real(file, bytes, half(verdict, count), offset));
}

ssize_t write(int file, const void *bytes, size_t count)
{
    REAL(write);
    int verdict = judge_descriptor(WRITE, file);
    if (verdict == LOST)
        return (ssize_t)count;
    FAIL_OR(verdict, real(file, bytes, half(verdict, count)));
}

ssize_t pread(int file, void *bytes, size_t count, off_t offset)
{
    REAL(pread);
    int verdict = judge_descriptor(PREAD, file);
    FAIL_OR(verdict, real(file, bytes, half(verdict, count), offset));
}

int ftruncate(int file, off_t length)
{
    REAL(ftruncate);
    FAIL_OR(judge_descriptor(FTRUNCATE, file), real(file, length));
}

int fdatasync(int file)
{
    REAL(fdatasync);
    FAIL_OR(judge_descriptor(FDATASYNC, file), real(file));
}

int fsync(int file)
{
    REAL(fsync);
    FAIL_OR(judge_descriptor(FSYNC, file), real(file));
}

int flock(int file, int operation)
{
    REAL(flock);
    FAIL_OR(judge_descriptor(FLOCK, file), real(file, operation));
}

int rename(const char *from, const char *to)
{
    REAL(rename);
    int verdict = judge_pair(RENAME, from, to);
    if (verdict == LOST)
        return 0;
    FAIL_OR(verdict, real(from, to));
}

int link(const char *existing, const char *created)
{
    REAL(link);
    FAIL_OR(judge_pair(LINK, created, existing), real(existing, created));
}

int unlink(const char *path)
{
    REAL(unlink);
    FAIL_OR(judge(UNLINK, path), real(path));
}

int mkdir(const char *path, mode_t mode)
{
    REAL(mkdir);
    FAIL_OR(judge(MKDIR, path), real(path, mode));
}

int fchmod(int file, mode_t mode)
{
    REAL(fchmod);
    FAIL_OR(judge_descriptor(FCHMOD, file), real(file, mode));
}

int statx(int directory, const char *restrict path, int flags, unsigned mask, struct statx *restrict result)
{
    REAL(statx);
    int verdict = *path == '\0' ? judge_descriptor(STATX, directory) : judge(STATX, path);
    FAIL_OR(verdict, real(directory, path, flags, mask, result));
}

/* SQLite calls these by the names that large files once needed. */
int open64(const char *path, int flags, ...)
{
    REAL(open64);
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    FAIL_OR(judge(OPEN64, path), real(path, flags, mode));
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset)
{
    REAL(pwrite64);
    int verdict = judge_descriptor(PWRITE64, file);
    FAIL_OR(verdict, real(file, bytes, half(verdict, count), offset));
}

ssize_t pread64(int file, void *bytes, size_t count, off64_t offset)
{
    REAL(pread64);
    int verdict = judge_descriptor(PREAD64, file);
    FAIL_OR(verdict, real(file, bytes, half(verdict, count), offset));
}

int ftruncate64(int file, off64_t length)
{
    REAL(ftruncate64);
    FAIL_OR(judge_descriptor(FTRUNCATE64, file), real(file, length));
}
