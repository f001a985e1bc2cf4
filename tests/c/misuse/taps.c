/* Taps and recordings, asked for what they cannot do. */
#include "misuse.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FRAME 160

static void taps(mixminus_engine *engine, mixminus_participant one, mixminus_room room)
{
    mixminus_engine *other = small_engine();
    mixminus_tap tap = 7;

    MISUSE("a tap in no engine", ERR_INVALID_ARGUMENT, mixminus_tap_new(NULL, room, MIXMINUS_TAP_MIX, 100, &tap));
    MISUSE("a tap without a place for it", ERR_INVALID_ARGUMENT,
           mixminus_tap_new(engine, room, MIXMINUS_TAP_MIX, 100, NULL));
    MISUSE("a tap of no point", ERR_INVALID_ARGUMENT, mixminus_tap_new(engine, room, 4, 100, &tap));
    MISUSE("a tap that holds less than a frame", ERR_INVALID_ARGUMENT,
           mixminus_tap_new(engine, room, MIXMINUS_TAP_MIX, 19, &tap));
    MISUSE("a tap that holds more than a minute", ERR_INVALID_ARGUMENT,
           mixminus_tap_new(engine, room, MIXMINUS_TAP_MIX, 60001, &tap));
    MISUSE("the mix of a participant", ERR_WRONG_KIND, mixminus_tap_new(engine, one, MIXMINUS_TAP_MIX, 100, &tap));
    MISUSE("what a room hears", ERR_WRONG_KIND, mixminus_tap_new(engine, room, MIXMINUS_TAP_OUTPUT, 100, &tap));
    MISUSE("a tap of nothing", ERR_INVALID_HANDLE, mixminus_tap_new(engine, 0, MIXMINUS_TAP_OUTPUT, 100, &tap));
    MISUSE("a tap of another engine's", ERR_FOREIGN_HANDLE,
           mixminus_tap_new(other, room, MIXMINUS_TAP_MIX, 100, &tap));
    STAGE(mixminus_tap_new(engine, room, MIXMINUS_TAP_MIX, 100, &tap));
    MISUSE("one tap too many", ERR_TOO_MANY_TAPS, mixminus_tap_new(engine, one, MIXMINUS_TAP_OUTPUT, 100, &tap));
    FACT(tap == 0);
    STAGE(mixminus_engine_free(other));
}

static void reads(mixminus_engine *engine, mixminus_participant one)
{
    mixminus_tap tap;
    int16_t samples[2 * FRAME + 1];
    mixminus_tap_frame frames[2];
    mixminus_tap_info info;
    size_t count = 7;
    const size_t size = sizeof frames[0];

    STAGE(mixminus_tap_new(engine, one, MIXMINUS_TAP_AFTER_MUTE, 100, &tap));
    ticks(engine, 3);
    MISUSE("a tap read in no engine", ERR_INVALID_ARGUMENT,
           mixminus_tap_read(NULL, tap, samples, frames, size, 2, &count));
    FACT(count == 0);
    MISUSE("a tap read without a count", ERR_INVALID_ARGUMENT,
           mixminus_tap_read(engine, tap, samples, frames, size, 2, NULL));
    MISUSE("a tap read without samples", ERR_INVALID_ARGUMENT,
           mixminus_tap_read(engine, tap, NULL, frames, size, 2, &count));
    MISUSE("a tap read without frames", ERR_INVALID_ARGUMENT,
           mixminus_tap_read(engine, tap, samples, NULL, size, 2, &count));
    MISUSE("a tap read to an odd address", ERR_INVALID_ARGUMENT,
           mixminus_tap_read(engine, tap, (int16_t *)((char *)samples + 1), frames, size, 2, &count));
    MISUSE("no frame of a tap", ERR_INVALID_ARGUMENT,
           mixminus_tap_read(engine, tap, samples, frames, size, 0, &count));
    MISUSE("all frames there can be", ERR_INVALID_ARGUMENT,
           mixminus_tap_read(engine, tap, samples, frames, size, SIZE_MAX, &count));
    MISUSE("frames of too few bytes", ERR_STRUCT_SIZE,
           mixminus_tap_read(engine, tap, samples, frames, size - 8, 2, &count));
    MISUSE("a participant read as a tap", ERR_WRONG_KIND,
           mixminus_tap_read(engine, one, samples, frames, size, 2, &count));
    MISUSE("a tap that never was", ERR_STALE_HANDLE,
           mixminus_tap_read(engine, tap + 1, samples, frames, size, 2, &count));
    MISUSE("a tap written as a participant", ERR_WRONG_KIND,
           mixminus_participant_write(engine, tap, samples, 1, NULL));
    STAGE(mixminus_tap_read(engine, tap, samples, frames, size, 2, &count));
    FACT(count == 2 && frames[0].tick + 1 == frames[1].tick && (frames[0].flags & MIXMINUS_TAP_SILENT));
    STAGE(mixminus_tap_info_init(&info, sizeof info));
    STAGE(mixminus_tap_get_info(engine, tap, &info));
    FACT(info.point == MIXMINUS_TAP_AFTER_MUTE && info.target == one && info.frames == 3 && info.dropped == 0);
    info.struct_size = 4;
    MISUSE("a tap's info of 4 bytes", ERR_STRUCT_SIZE, mixminus_tap_get_info(engine, tap, &info));
    MISUSE("a tap's info for nobody", ERR_INVALID_ARGUMENT, mixminus_tap_get_info(engine, tap, NULL));
    STAGE(mixminus_participant_free(engine, one));
    ticks(engine, 1);
    STAGE(mixminus_tap_read(engine, tap, samples, frames, size, 2, &count));
    MISUSE("a tap of one who is gone", ERR_ENDED, mixminus_tap_read(engine, tap, samples, frames, size, 2, &count));
    STAGE(mixminus_tap_free(engine, tap));
    MISUSE("a tap freed twice", ERR_STALE_HANDLE, mixminus_tap_free(engine, tap));
    MISUSE("no tap freed", ERR_INVALID_HANDLE, mixminus_tap_free(engine, 0));
}

static void recordings(mixminus_engine *engine, mixminus_participant one, mixminus_room room)
{
    char path[64];
    mixminus_record_config config;
    mixminus_recording_info info;
    mixminus_recording recording = 7;

    snprintf(path, sizeof path, "/tmp/mixminus-misuse-%ld.wav", (long)getpid());
    remove(path);
    mixminus_record_track track = {room, MIXMINUS_TAP_MIX, 0, path, strlen(path)}, wrong = track;
    const size_t size = sizeof track;
    STAGE(mixminus_record_config_init(&config, sizeof config));
    STAGE(mixminus_recording_info_init(&info, sizeof info));
    MISUSE("a recording in no engine", ERR_INVALID_ARGUMENT,
           mixminus_recording_start(NULL, &config, &track, size, 1, &recording));
    FACT(recording == 0);
    MISUSE("a recording without a config", ERR_INVALID_ARGUMENT,
           mixminus_recording_start(engine, NULL, &track, size, 1, &recording));
    MISUSE("a recording without tracks", ERR_INVALID_ARGUMENT,
           mixminus_recording_start(engine, &config, NULL, size, 1, &recording));
    MISUSE("a recording of no track", ERR_INVALID_ARGUMENT,
           mixminus_recording_start(engine, &config, &track, size, 0, &recording));
    MISUSE("a recording of too many tracks", ERR_INVALID_ARGUMENT,
           mixminus_recording_start(engine, &config, &track, size, 65537, &recording));
    MISUSE("tracks of too few bytes", ERR_STRUCT_SIZE,
           mixminus_recording_start(engine, &config, &track, size - 8, 1, &recording));
    wrong.path = NULL;
    MISUSE("a track without a path", ERR_INVALID_ARGUMENT,
           mixminus_recording_start(engine, &config, &wrong, size, 1, &recording));
    wrong = track;
    wrong.path_len = 0;
    MISUSE("a path of no length", ERR_INVALID_ARGUMENT,
           mixminus_recording_start(engine, &config, &wrong, size, 1, &recording));
    wrong = track;
    wrong.point = 9;
    MISUSE("a track of no point", ERR_INVALID_ARGUMENT,
           mixminus_recording_start(engine, &config, &wrong, size, 1, &recording));
    wrong = track;
    wrong.target = one;
    MISUSE("a track of the wrong kind", ERR_WRONG_KIND,
           mixminus_recording_start(engine, &config, &wrong, size, 1, &recording));
    config.split_bytes = 100;
    MISUSE("files of 100 bytes", ERR_INVALID_ARGUMENT,
           mixminus_recording_start(engine, &config, &track, size, 1, &recording));
    STAGE(mixminus_record_config_init(&config, sizeof config));
    config.beep_s = 61;
    MISUSE("a beep a minute and a second", ERR_INVALID_ARGUMENT,
           mixminus_recording_start(engine, &config, &track, size, 1, &recording));
    config.beep_s = 0;
    config.reserved = 1;
    MISUSE("a recording: reserved = 1", ERR_INVALID_ARGUMENT,
           mixminus_recording_start(engine, &config, &track, size, 1, &recording));
    config.reserved = 0;
    config.reserved_2 = 1;
    MISUSE("a recording: reserved_2 = 1", ERR_INVALID_ARGUMENT,
           mixminus_recording_start(engine, &config, &track, size, 1, &recording));
    config.reserved_2 = 0;
    config.file_mode = 01000;
    MISUSE("a recording: file_mode = 01000", ERR_INVALID_ARGUMENT,
           mixminus_recording_start(engine, &config, &track, size, 1, &recording));
    config.file_mode = 0;
    config.announcement = 2;
    MISUSE("an announcement of no sound", ERR_INVALID_HANDLE,
           mixminus_recording_start(engine, &config, &track, size, 1, &recording));
    config.announcement = room;
    MISUSE("an announcement of a room", ERR_WRONG_KIND,
           mixminus_recording_start(engine, &config, &track, size, 1, &recording));
    FACT(access(path, F_OK) != 0);
    /* As a host says that was compiled before there were announcements. */
    config.struct_size = 16;
    config.beep_s = 61;
    MISUSE("a config of the first version", OK,
           mixminus_recording_start(engine, &config, &track, size, 1, &recording));
    STAGE(mixminus_recording_stop(engine, recording, NULL));
    remove(path);
    STAGE(mixminus_record_config_init(&config, sizeof config));
    FACT(access(path, F_OK) != 0);
    STAGE(mixminus_recording_start(engine, &config, &track, size, 1, &recording));
    ticks(engine, 10);
    MISUSE("a recording over another", ERR_SYSTEM,
           mixminus_recording_start(engine, &config, &track, size, 1, &recording));
    remove(path);
}

static void stops(mixminus_engine *engine, mixminus_room room)
{
    char path[64];
    mixminus_record_config config;
    mixminus_recording_info info;
    mixminus_recording recording;

    snprintf(path, sizeof path, "/tmp/mixminus-misuse-%ld-stops.wav", (long)getpid());
    remove(path);
    const mixminus_record_track track = {room, MIXMINUS_TAP_MIX, 0, path, strlen(path)};
    STAGE(mixminus_record_config_init(&config, sizeof config));
    STAGE(mixminus_recording_info_init(&info, sizeof info));
    STAGE(mixminus_recording_start(engine, &config, &track, sizeof track, 1, &recording));
    ticks(engine, 10);
    STAGE(mixminus_recording_pause(engine, recording));
    ticks(engine, 10);
    STAGE(mixminus_recording_resume(engine, recording));
    MISUSE("a room paused as a recording", ERR_WRONG_KIND, mixminus_recording_pause(engine, room));
    MISUSE("no recording resumed", ERR_INVALID_HANDLE, mixminus_recording_resume(engine, 0));
    MISUSE("a recording's info for nobody", ERR_INVALID_ARGUMENT,
           mixminus_recording_get_info(engine, recording, NULL));
    info.struct_size = 8;
    MISUSE("a recording stopped with an info of 8 bytes", ERR_STRUCT_SIZE,
           mixminus_recording_stop(engine, recording, &info));
    info.struct_size = sizeof info;
    STAGE(mixminus_recording_stop(engine, recording, &info));
    FACT(info.state == MIXMINUS_RECORD_STOPPED && info.samples == 10 * FRAME && info.tracks == 1 && info.files == 1);
    FACT(info.message[0] == 0 && info.gaps == 0);
    char name[8] = "untouch";
    size_t length = 7;
    MISUSE("a file's name in seven bytes", OK,
           mixminus_recording_get_file(engine, recording, 0, 0, name, sizeof name - 1, &length));
    FACT(length > 7 && memcmp(name, "/tmp/mi", 8) == 0);
    MISUSE("a file's length alone", OK, mixminus_recording_get_file(engine, recording, 0, 0, NULL, 0, &length));
    FACT(length > 7);
    MISUSE("a file of no track", ERR_INVALID_ARGUMENT,
           mixminus_recording_get_file(engine, recording, 1, 0, name, sizeof name, &length));
    FACT(length == 0);
    MISUSE("a file that was not made", ERR_INVALID_ARGUMENT,
           mixminus_recording_get_file(engine, recording, 0, 1, name, sizeof name, &length));
    MISUSE("a file's name for nobody", ERR_INVALID_ARGUMENT,
           mixminus_recording_get_file(engine, recording, 0, 0, NULL, 8, &length));
    MISUSE("a file's name of no length", ERR_INVALID_ARGUMENT,
           mixminus_recording_get_file(engine, recording, 0, 0, name, sizeof name, NULL));
    MISUSE("a file of no recording", ERR_INVALID_HANDLE,
           mixminus_recording_get_file(engine, 0, 0, 0, name, sizeof name, &length));
    MISUSE("a file of a room", ERR_WRONG_KIND,
           mixminus_recording_get_file(engine, room, 0, 0, name, sizeof name, &length));
    MISUSE("a file in no engine", ERR_INVALID_ARGUMENT,
           mixminus_recording_get_file(NULL, recording, 0, 0, name, sizeof name, &length));
    MISUSE("a recording stopped twice", ERR_STALE_HANDLE, mixminus_recording_stop(engine, recording, NULL));
    MISUSE("a recording that is over", ERR_STALE_HANDLE, mixminus_recording_get_info(engine, recording, &info));
    struct stat file;
    FACT(stat(path, &file) == 0 && file.st_size == 44 + 2 * 10 * FRAME);
    remove(path);
}

void misuse_taps(void)
{
    mixminus_engine_config config;
    mixminus_engine *engine;
    mixminus_room room;

    config_of_small_engine(&config);
    config.max_taps = 1;
    STAGE(mixminus_engine_new(&config, &engine));
    const mixminus_participant one = caller_in_room(engine, &room);
    taps(engine, one, room);
    STAGE(mixminus_engine_free(engine));

    engine = small_engine();
    const mixminus_participant two = caller_in_room(engine, &room);
    recordings(engine, two, room);
    stops(engine, room);
    reads(engine, two);
    STAGE(mixminus_engine_free(engine));
}
