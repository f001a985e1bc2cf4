/* Two at once on one side: a writer in a writer, a reader in a reader, two tickers, two pollers, a free amid writes. */
#include "misuse.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/*
 * A call is stopped in its middle for certain, not by luck: its samples lie in a mapped file that has been cut short
 * under it. The fault's handler makes the second call, twice, then makes the file whole and lets the first call go on.
 */
static struct {
    mixminus_engine *engine;
    mixminus_participant participant;
    int file;
    int16_t *page;
    off_t page_size;
    mixminus_status write[2], read[2], flush[2], mark[2];
    volatile sig_atomic_t faults;
} stopped;

static void in_the_middle(int signal)
{
    int16_t samples[160] = {0};

    (void)signal;
    for (int i = 0; i < 2; i++) {
        stopped.write[i] = mixminus_participant_write(stopped.engine, stopped.participant, samples, 160, NULL);
        stopped.read[i] = mixminus_participant_read(stopped.engine, stopped.participant, samples, 160, NULL);
        stopped.flush[i] = mixminus_participant_flush(stopped.engine, stopped.participant);
        stopped.mark[i] = mixminus_participant_mark(stopped.engine, stopped.participant, 1);
    }
    stopped.faults++;
    if (ftruncate(stopped.file, stopped.page_size) != 0) {
        _exit(3);
    }
}

static void a_side_in_use(void)
{
    struct sigaction action = {0}, before;
    FILE *const file = tmpfile();

    FACT(file != NULL);
    stopped.engine = small_engine();
    stopped.participant = caller_in_room(stopped.engine, NULL);
    stopped.file = fileno(file);
    stopped.page_size = (off_t)sysconf(_SC_PAGESIZE);
    stopped.page = mmap(NULL, (size_t)stopped.page_size, PROT_READ | PROT_WRITE, MAP_SHARED, stopped.file, 0);
    FACT(stopped.page != MAP_FAILED);
    ticks(stopped.engine, 1);
    action.sa_handler = in_the_middle;
    sigaction(SIGBUS, &action, &before);

    const mixminus_status write =
        mixminus_participant_write(stopped.engine, stopped.participant, stopped.page, 160, NULL);
    FACT(stopped.faults == 1);
    MISUSE("write, stopped in its middle", OK, write);
    MISUSE("write while another writes", ERR_BUSY, stopped.write[0]);
    MISUSE("read while another writes", OK, stopped.read[0]);
    MISUSE("write while another still writes", ERR_BUSY, stopped.write[1]);
    MISUSE("flush while another writes", ERR_BUSY, stopped.flush[0]);
    MISUSE("mark while another writes", ERR_BUSY, stopped.mark[0]);
    MISUSE("flush while another still writes", ERR_BUSY, stopped.flush[1]);
    MISUSE("mark while another still writes", ERR_BUSY, stopped.mark[1]);

    FACT(ftruncate(stopped.file, 0) == 0);
    const mixminus_status read =
        mixminus_participant_read(stopped.engine, stopped.participant, stopped.page, 160, NULL);
    FACT(stopped.faults == 2);
    MISUSE("read, stopped in its middle", OK, read);
    MISUSE("write while another reads", OK, stopped.write[0]);
    MISUSE("read while another reads", ERR_BUSY, stopped.read[0]);
    MISUSE("read while another still reads", ERR_BUSY, stopped.read[1]);
    MISUSE("flush while another reads", OK, stopped.flush[0]);
    MISUSE("mark while another reads", OK, stopped.mark[0]);

    MISUSE("write when nobody writes any more", OK,
           mixminus_participant_write(stopped.engine, stopped.participant, stopped.page, 160, NULL));
    sigaction(SIGBUS, &before, NULL);
    munmap(stopped.page, (size_t)stopped.page_size);
    fclose(file);
    STAGE(mixminus_engine_free(stopped.engine));
}

enum { TURNS = 2000 };

/* A thread that makes the same call again and again, and counts the answers. */
struct hammer {
    mixminus_engine *engine;
    mixminus_participant participant;
    int ok, busy, stale, other;
    uint64_t events, last_sequence;
    int disorder;
    pthread_t thread;
};

static void count(struct hammer *hammer, mixminus_status status)
{
    hammer->ok += status == MIXMINUS_OK;
    hammer->busy += status == MIXMINUS_ERR_BUSY;
    hammer->stale += status == MIXMINUS_ERR_STALE_HANDLE;
    hammer->other += status != MIXMINUS_OK && status != MIXMINUS_ERR_BUSY && status != MIXMINUS_ERR_STALE_HANDLE;
}

static void *tick_on(void *argument)
{
    struct hammer *hammer = argument;

    for (int i = 0; i < TURNS; i++) {
        count(hammer, mixminus_engine_tick(hammer->engine, NULL));
    }
    return NULL;
}

static void *poll_on(void *argument)
{
    struct hammer *hammer = argument;
    mixminus_event events[4];
    size_t n;

    for (int i = 0; i < TURNS; i++) {
        count(hammer, mixminus_engine_poll(hammer->engine, events, sizeof events[0], 4, &n));
        for (size_t k = 0; k < n; k++) {
            hammer->disorder += events[k].sequence <= hammer->last_sequence;
            hammer->last_sequence = events[k].sequence;
        }
        hammer->events += n;
    }
    return NULL;
}

static void *write_on(void *argument)
{
    struct hammer *hammer = argument;
    int16_t samples[160] = {0};

    do {
        count(hammer, mixminus_participant_write(hammer->engine, hammer->participant, samples, 160, NULL));
        count(hammer, mixminus_participant_read(hammer->engine, hammer->participant, samples, 160, NULL));
        count(hammer, mixminus_participant_flush(hammer->engine, hammer->participant));
    } while (hammer->stale == 0);
    return NULL;
}

static void start_two(struct hammer *two, void *(*run)(void *))
{
    for (int i = 0; i < 2; i++) {
        if (pthread_create(&two[i].thread, NULL, run, &two[i]) != 0) {
            exit(EXIT_FAILURE);
        }
    }
}

static void join_two(struct hammer *two)
{
    pthread_join(two[0].thread, NULL);
    pthread_join(two[1].thread, NULL);
}

/* Each tick is done once: what two tickers were answered with "ok" is what was ticked. */
static void two_tickers(void)
{
    mixminus_engine *engine = small_engine();
    struct hammer two[2] = {{.engine = engine}, {.engine = engine}};
    uint64_t tick;

    start_two(two, tick_on);
    join_two(two);
    MISUSE("tick after two tickers", OK, mixminus_engine_tick(engine, &tick));
    FACT(two[0].ok + two[0].busy == TURNS && two[1].ok + two[1].busy == TURNS);
    FACT(tick == (uint64_t)(two[0].ok + two[1].ok) + 1);
    STAGE(mixminus_engine_free(engine));
}

/* Each event is given to one poller, in order. */
static void two_pollers(void)
{
    mixminus_engine *engine = small_engine();
    struct hammer two[2] = {{.engine = engine}, {.engine = engine}};
    const mixminus_participant one = caller_in_room(engine, NULL);
    mixminus_event events[64];
    mixminus_engine_stats stats;
    size_t rest;

    start_two(two, poll_on);
    for (uint32_t i = 0; i < 20; i++) {
        STAGE(mixminus_participant_set_mute(engine, one, i % 2));
        ticks(engine, 1);
    }
    join_two(two);
    MISUSE("poll after two pollers", OK, mixminus_engine_poll(engine, events, sizeof events[0], 64, &rest));
    FACT(two[0].ok + two[0].busy == TURNS && two[1].ok + two[1].busy == TURNS);
    FACT(two[0].disorder == 0 && two[1].disorder == 0);
    STAGE(mixminus_engine_stats_init(&stats, sizeof stats));
    STAGE(mixminus_engine_get_stats(engine, &stats));
    FACT(stats.events_lost == 0);
    FACT(two[0].events + two[1].events + rest >= 21); /* opened, joined, changed */
    STAGE(mixminus_engine_free(engine));
}

/* Two threads write and read one participant until a third frees it: ok, busy, at last stale, and nothing else. */
static void freed_in_use(void)
{
    mixminus_engine *engine = small_engine();
    const mixminus_participant one = caller_in_room(engine, NULL);
    struct hammer two[2] = {{.engine = engine, .participant = one}, {.engine = engine, .participant = one}};

    start_two(two, write_on);
    ticks(engine, 200);
    MISUSE("freed while two threads write and read", OK, mixminus_participant_free(engine, one));
    join_two(two);
    FACT(two[0].other == 0 && two[1].other == 0);
    FACT(two[0].stale > 0 && two[1].stale > 0);
    STAGE(mixminus_engine_free(engine));
}

void misuse_threads(void)
{
    a_side_in_use();
    two_tickers();
    two_pollers();
    freed_in_use();
}
