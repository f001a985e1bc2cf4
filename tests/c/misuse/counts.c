/* Counts, sizes and addresses of samples and arrays that are absurd, or just zero. */
#include "misuse.h"

#include <string.h>

/* Marks without end, in a room and in none: each that is taken is reported once, in order. */
static void more_marks_than_may_wait(void)
{
    mixminus_engine *engine = small_engine();
    const mixminus_participant one = caller(engine);
    const mixminus_join_options join = options();
    const int16_t samples[160] = {0};
    mixminus_event events[64];
    size_t count, marks = 0;
    int64_t made = 0;

    MISUSE("mark in no room", ERR_NOT_IN_ROOM, mixminus_participant_mark(engine, one, 1));
    MISUSE("flush in no room", OK, mixminus_participant_flush(engine, one));
    STAGE(mixminus_participant_join(engine, one, &join, NULL));
    MISUSE("mark before the tick of the join", OK, mixminus_participant_mark(engine, one, INT64_MIN));
    MISUSE("flush before anything was written", OK, mixminus_participant_flush(engine, one));
    ticks(engine, 2);
    STAGE(mixminus_engine_poll(engine, events, sizeof events[0], 64, &count));
    FACT(count == 3 && events[2].value == INT64_MIN);
    FACT(events[2].kind == MIXMINUS_EVENT_MARK_HEARD || events[2].kind == MIXMINUS_EVENT_MARK_FLUSHED);
    STAGE(mixminus_participant_write(engine, one, samples, 160, NULL));
    while (made < 1000 && mixminus_participant_mark(engine, one, made) == MIXMINUS_OK) {
        made++;
    }
    FACT(made == 32);
    MISUSE("one mark more than may wait", ERR_QUEUE_FULL, mixminus_participant_mark(engine, one, made));
    MISUSE("a write after too many marks", OK, mixminus_participant_write(engine, one, samples, 160, &count));
    FACT(count == 160);
    MISUSE("flush of too many marks", OK, mixminus_participant_flush(engine, one));
    ticks(engine, 2);
    STAGE(mixminus_engine_poll(engine, events, sizeof events[0], 64, &count));
    for (size_t i = 0; i < count; i++) {
        FACT(events[i].kind == MIXMINUS_EVENT_MARK_FLUSHED && events[i].value == (int64_t)marks++);
    }
    FACT(marks == 32);
    STAGE(mixminus_participant_write(engine, one, samples, 160, NULL));
    MISUSE("a mark once the others were reported", OK, mixminus_participant_mark(engine, one, made));
    STAGE(mixminus_participant_hang_up(engine, one));
    MISUSE("mark after the hang-up", ERR_NOT_IN_ROOM, mixminus_participant_mark(engine, one, 1));
    MISUSE("flush after the hang-up", OK, mixminus_participant_flush(engine, one));
    ticks(engine, 2);
    STAGE(mixminus_engine_poll(engine, events, sizeof events[0], 64, &count));
    marks = 0;
    for (size_t i = 0; i < count; i++) {
        marks += events[i].kind == MIXMINUS_EVENT_MARK_FLUSHED && events[i].value == made;
    }
    FACT(marks == 1);
    STAGE(mixminus_engine_free(engine));
}

void misuse_counts(void)
{
    mixminus_engine *engine = small_engine();
    mixminus_room room;
    const mixminus_participant one = caller_in_room(engine, &room);
    static int16_t many[80000]; /* ten seconds */
    int16_t samples[161] = {0};
    int16_t *const odd = (int16_t *)(void *)((char *)samples + 1);
    mixminus_write_info written;
    mixminus_read_info heard;
    mixminus_participant list[1];
    mixminus_event event;
    size_t count = 7;

    STAGE(mixminus_write_info_init(&written, sizeof written));
    STAGE(mixminus_read_info_init(&heard, sizeof heard));
    MISUSE("a control call fails", ERR_INVALID_ARGUMENT, mixminus_participant_set_mute(engine, one, 7));
    MISUSE("write SIZE_MAX samples", ERR_INVALID_ARGUMENT,
           mixminus_participant_write(engine, one, samples, SIZE_MAX, &count));
    FACT(count == 0);
    MISUSE("write half the address space", ERR_INVALID_ARGUMENT,
           mixminus_participant_write(engine, one, samples, SIZE_MAX / 4 + 1, &count));
    MISUSE("write_ex SIZE_MAX samples", ERR_INVALID_ARGUMENT,
           mixminus_participant_write_ex(engine, one, samples, SIZE_MAX, &written, &count));
    MISUSE("read SIZE_MAX samples", ERR_INVALID_ARGUMENT,
           mixminus_participant_read(engine, one, samples, SIZE_MAX, &count));
    MISUSE("read half the address space", ERR_INVALID_ARGUMENT,
           mixminus_participant_read(engine, one, samples, SIZE_MAX / 4 + 1, &count));
    MISUSE("read_ex SIZE_MAX samples", ERR_INVALID_ARGUMENT,
           mixminus_participant_read_ex(engine, one, samples, SIZE_MAX, &heard));
    MISUSE("write_encoded SIZE_MAX samples", ERR_INVALID_ARGUMENT,
           mixminus_participant_write_encoded(engine, one, samples, SIZE_MAX, MIXMINUS_ENCODING_ULAW, NULL, &count));
    MISUSE("read_encoded half the address space", ERR_INVALID_ARGUMENT,
           mixminus_participant_read_encoded(engine, one, samples, SIZE_MAX / 8 + 1, MIXMINUS_ENCODING_F32, NULL));
    MISUSE("write floats from an odd address", ERR_INVALID_ARGUMENT,
           mixminus_participant_write_encoded(engine, one, odd, 4, MIXMINUS_ENCODING_F32, NULL, &count));
    FACT(count == 0);
    MISUSE("write mu-law from an odd address", OK,
           mixminus_participant_write_encoded(engine, one, odd, 4, MIXMINUS_ENCODING_ULAW, NULL, NULL));
    MISUSE("read floats to an odd address", ERR_INVALID_ARGUMENT,
           mixminus_participant_read_encoded(engine, one, odd, 4, MIXMINUS_ENCODING_F32, &heard));
    MISUSE("write from an odd address", ERR_INVALID_ARGUMENT,
           mixminus_participant_write(engine, one, odd, 160, &count));
    MISUSE("read to an odd address", ERR_INVALID_ARGUMENT,
           mixminus_participant_read(engine, one, odd, 160, &count));
    FACT(strcmp(mixminus_last_error(), "mute: 7, must be 0 or 1") == 0); /* the audio calls have not touched it */
    MISUSE("write nothing", OK, mixminus_participant_write(engine, one, samples, 0, &count));
    FACT(count == 0);
    MISUSE("write nothing from nowhere", OK, mixminus_participant_write(engine, one, NULL, 0, &count));
    MISUSE("write_ex nothing from nowhere", OK, mixminus_participant_write_ex(engine, one, NULL, 0, &written, &count));
    MISUSE("read nothing to nowhere", OK, mixminus_participant_read(engine, one, NULL, 0, &count));
    MISUSE("read_ex nothing to nowhere", OK, mixminus_participant_read_ex(engine, one, NULL, 0, &heard));
    FACT(heard.real == 0);

    MISUSE("write ten seconds at once", OK, mixminus_participant_write(engine, one, many, 80000, &count));
    FACT(count >= 480 && count < 80000); /* at least the longest write that is promised */
    MISUSE("write with the clock stopped", OK, mixminus_participant_write(engine, one, many, 80000, &count));
    FACT(count == 0);
    MISUSE("read ten seconds at once", OK, mixminus_participant_read(engine, one, many, 80000, &count));
    FACT(count == 0);
    written.lost = UINT32_MAX;
    MISUSE("lose four billion samples", OK, mixminus_participant_write_ex(engine, one, samples, 160, &written, &count));
    written.lost = 0;
    written.has_timestamp = 1;
    written.timestamp = UINT64_MAX;
    MISUSE("the last of all timestamps", OK, mixminus_participant_write_ex(engine, one, samples, 160, &written, &count));
    written.timestamp = 0;
    MISUSE("and the first", OK, mixminus_participant_write_ex(engine, one, samples, 160, &written, &count));
    ticks(engine, 1);

    MISUSE("a room's participants to nowhere", OK, mixminus_room_participants(engine, room, NULL, 0, &count));
    FACT(count == 1);
    MISUSE("a room's participants, SIZE_MAX of them", OK,
           mixminus_room_participants(engine, room, list, SIZE_MAX, &count));
    FACT(count == 1 && list[0] == one);
    MISUSE("poll to nowhere", OK, mixminus_engine_poll(engine, NULL, sizeof event, 0, &count));
    FACT(count == 0);
    MISUSE("poll SIZE_MAX events", ERR_INVALID_ARGUMENT,
           mixminus_engine_poll(engine, &event, sizeof event, SIZE_MAX, &count));
    MISUSE("poll one by one", OK, mixminus_engine_poll(engine, &event, sizeof event, 1, &count));
    FACT(count == 1 && event.kind == MIXMINUS_EVENT_ROOM_OPENED);
    STAGE(mixminus_engine_free(engine));
    more_marks_than_may_wait();
}
