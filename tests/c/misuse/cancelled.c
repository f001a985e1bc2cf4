/* A thread that is cancelled (pthread_cancel) in a call: the call ends first, and the engine is as good as before. */
#include "misuse.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <unistd.h>

static struct {
    mixminus_engine *engine;
    mixminus_participant participant;
    atomic_int waits, cancelled;
    /* What the call returned, seen by the thread that made it. */
    atomic_int status, reason;
} call;

/* A cancellation point in the midst of a function of the host's. Ends the call some time after the request has come. */
static void wait_and_sleep(void *user, int32_t wake_fd, uint32_t timeout_ms)
{
    (void)user, (void)wake_fd, (void)timeout_ms;
    call.waits++;
    usleep(1000);
    pthread_testcancel();
}

static int32_t hung_up_once_cancelled(void *user)
{
    (void)user;
    return call.cancelled != 0 && call.cancelled++ > 3;
}

static void *conference_of_a_thread(void *none)
{
    mixminus_join_options join = options();
    mixminus_call_io io;
    mixminus_conference_end end;

    STAGE(mixminus_call_io_init(&io, sizeof io));
    io.wait = wait_and_sleep;
    io.read = read_nothing;
    io.write = write_nowhere;
    io.hung_up = hung_up_once_cancelled;
    STAGE(mixminus_conference_end_init(&end, sizeof end));
    call.status = mixminus_conference(call.engine, call.participant, &join, &io, NULL, &end);
    call.reason = (int)end.reason;
    /* The request is still there. */
    pthread_testcancel();
    return none;
}

void misuse_cancelled(void)
{
    mixminus_room room;
    pthread_t thread;
    void *result;

    call.engine = small_engine();
    call.participant = caller(call.engine);
    call.status = 99;
    FACT(pthread_create(&thread, NULL, conference_of_a_thread, NULL) == 0);
    while (call.waits == 0) {
        sched_yield();
    }
    FACT(pthread_cancel(thread) == 0);
    call.cancelled = 1;
    FACT(pthread_join(thread, &result) == 0);
    FACT(result == PTHREAD_CANCELED);
    MISUSE("a conference whose thread is cancelled in wait", OK, (mixminus_status)(int)call.status);
    FACT(call.reason == MIXMINUS_END_HANG_UP);

    /* No lock is held: the participant is in no room, another can join. */
    caller_in_room(call.engine, &room);
    ticks(call.engine, 1);
    STAGE(mixminus_participant_free(call.engine, call.participant));
    STAGE(mixminus_engine_free(call.engine));
}
