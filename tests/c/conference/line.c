#include "line.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

static void wait_for(void *user, int32_t wake_fd, uint32_t timeout_ms)
{
    struct line *const line = user;
    struct pollfd both[2] = {{.fd = wake_fd, .events = POLLIN}, {.fd = line->pipe[0], .events = POLLIN}};
    char byte;

    CHECK(wake_fd >= 0 && timeout_ms > 0 && timeout_ms <= 20);
    /* As a host would that trusts the descriptors; the clock is the host's, so the engine needs a look now and then. */
    pthread_mutex_lock(&line->lock);
    line->is_asleep = line->sleeps;
    const int timeout = line->sleeps ? -1 : (int)timeout_ms;
    pthread_mutex_unlock(&line->lock);
    poll(both, 2, timeout);
    pthread_mutex_lock(&line->lock);
    line->calls++;
    line->woken |= (both[0].revents & POLLIN) != 0;
    pthread_mutex_unlock(&line->lock);
    while (read(line->pipe[0], &byte, 1) > 0) {
    }
}

static size_t read_said(void *user, int16_t *samples, size_t capacity)
{
    struct line *const line = user;

    pthread_mutex_lock(&line->lock);
    size_t count = line->said_count - line->read_count;
    count = count > capacity ? capacity : count;
    count = line->at_once > 0 && count > line->at_once ? line->at_once : count;
    memcpy(samples, line->said + line->read_count, count * sizeof samples[0]);
    line->read_count += count;
    line->calls++;
    const int lies = line->lies;
    pthread_mutex_unlock(&line->lock);
    return lies ? SIZE_MAX : count;
}

static void write_heard(void *user, const int16_t *samples, size_t count)
{
    struct line *const line = user;

    pthread_mutex_lock(&line->lock);
    EQUAL(count, FRAME);
    if (line->heard_count + count <= LINE_SAMPLES) {
        memcpy(line->heard + line->heard_count, samples, count * sizeof samples[0]);
        line->heard_count += count;
    }
    line->calls++;
    pthread_mutex_unlock(&line->lock);
}

static size_t read_known(void *user, int16_t *samples, size_t capacity, mixminus_write_info *info)
{
    struct line *const line = user;

    /* Nothing of the last call is left in it. */
    EQUAL(info->struct_size, sizeof *info);
    EQUAL(info->lost | info->has_timestamp | info->timestamp, 0);
    pthread_mutex_lock(&line->lock);
    if (line->is_known && line->said_count > line->read_count) {
        *info = line->known;
        line->is_known = 0;
    }
    pthread_mutex_unlock(&line->lock);
    return read_said(user, samples, capacity);
}

static void write_known(void *user, const int16_t *samples, size_t count, const mixminus_read_info *info)
{
    struct line *const line = user;

    EQUAL(info->struct_size, sizeof *info);
    EQUAL(info->reserved, 0);
    pthread_mutex_lock(&line->lock);
    CHECK(info->real == 0 || info->tick > line->last.tick);
    line->last = *info;
    pthread_mutex_unlock(&line->lock);
    write_heard(user, samples, count);
}

static int32_t is_hung_up(void *user)
{
    struct line *const line = user;

    if (line->in_hung_up != NULL) {
        line->in_hung_up(line);
    }
    pthread_mutex_lock(&line->lock);
    const int hung_up = line->hung_up;
    line->calls++;
    pthread_mutex_unlock(&line->lock);
    return hung_up ? -7 : 0;
}

void line_init(struct line *line)
{
    memset(line, 0, sizeof *line);
    CHECK(pthread_mutex_init(&line->lock, NULL) == 0);
    CHECK(pipe(line->pipe) == 0);
    CHECK(fcntl(line->pipe[0], F_SETFL, O_NONBLOCK) == 0);
}

mixminus_call_io line_io(struct line *line)
{
    mixminus_call_io io;

    DO(mixminus_call_io_init(&io, sizeof io));
    io.user = line;
    io.wait = wait_for;
    io.read = read_said;
    io.write = write_heard;
    io.hung_up = is_hung_up;
    return io;
}

mixminus_call_io line_io_ex(struct line *line)
{
    mixminus_call_io io = line_io(line);

    io.read = NULL;
    io.write = NULL;
    io.read_ex = read_known;
    io.write_ex = write_known;
    return io;
}

static void wake(struct line *line)
{
    CHECK(write(line->pipe[1], "x", 1) == 1);
}

void line_say(struct line *line, const int16_t *samples, size_t count)
{
    pthread_mutex_lock(&line->lock);
    CHECK(line->said_count + count <= LINE_SAMPLES);
    memcpy(line->said + line->said_count, samples, count * sizeof samples[0]);
    line->said_count += count;
    pthread_mutex_unlock(&line->lock);
    wake(line);
}

void line_say_after_loss(struct line *line, const int16_t *samples, size_t count, uint32_t lost)
{
    pthread_mutex_lock(&line->lock);
    DO(mixminus_write_info_init(&line->known, sizeof line->known));
    line->known.lost = lost;
    line->is_known = 1;
    pthread_mutex_unlock(&line->lock);
    line_say(line, samples, count);
}

void line_hang_up(struct line *line)
{
    pthread_mutex_lock(&line->lock);
    line->hung_up = 1;
    pthread_mutex_unlock(&line->lock);
    wake(line);
}

size_t line_heard(struct line *line)
{
    pthread_mutex_lock(&line->lock);
    const size_t count = line->heard_count;
    pthread_mutex_unlock(&line->lock);
    return count;
}

int line_calls(struct line *line)
{
    pthread_mutex_lock(&line->lock);
    const int calls = line->calls;
    pthread_mutex_unlock(&line->lock);
    return calls;
}

void line_sleep(struct line *line)
{
    int is_asleep = 0;

    while (!is_asleep) {
        pthread_mutex_lock(&line->lock);
        line->sleeps = 1;
        is_asleep = line->is_asleep;
        pthread_mutex_unlock(&line->lock);
        usleep(200);
    }
}

void line_free(struct line *line)
{
    close(line->pipe[0]);
    close(line->pipe[1]);
    pthread_mutex_destroy(&line->lock);
}
