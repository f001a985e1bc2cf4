/*
 * Recordings as a C host has them, on its own clock: several tracks, split, paused, announced, with beeps; each sample of
 * the files is checked by its index. The argument is a folder for the files. Ends with 0 only if all is as it should be.
 */
#define _DEFAULT_SOURCE /* usleep, with -std=c99 */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mixminus.h"

enum { FRAME = 160, PEOPLE = 3, MAX_TICKS = 400, HEADER_BYTES = 44, ANNOUNCED = 500 };

#define DO(call) done((call), #call, __LINE__)
#define EQUAL(got, due) equal((int64_t)(got), (int64_t)(due), #got, __LINE__)

static void done(mixminus_status status, const char *call, int line)
{
    if (status != MIXMINUS_OK) {
        printf("line %d: %s: %s: %s\n", line, call, mixminus_status_str(status), mixminus_last_error());
        exit(EXIT_FAILURE);
    }
}

static void equal(int64_t got, int64_t due, const char *what, int line)
{
    if (got != due) {
        printf("line %d: %s is %lld, due %lld\n", line, what, (long long)got, (long long)due);
        exit(EXIT_FAILURE);
    }
}

/* The two who speak say another thing in each tick; the third is silent. */
static int16_t said(int who, uint64_t tick, int sample)
{
    const uint64_t n = tick * FRAME + (uint64_t)sample;

    return who == 2 ? 0 : (int16_t)((int)(n * (uint64_t)(7 + 30 * who) % 2001) - 1000);
}

static struct {
    mixminus_engine *engine;
    mixminus_participant people[PEOPLE];
    mixminus_room room;
    uint64_t tick;
} house;

static void join(int who)
{
    mixminus_join_options options;

    DO(mixminus_join_options_init(&options, sizeof options));
    options.conference_id = "r";
    options.conference_id_len = 1;
    options.detect_dtmf = 0;
    options.play_tones = 1;
    DO(mixminus_participant_join(house.engine, house.people[who], &options, &house.room));
}

static void open_house(void)
{
    mixminus_engine_config config;
    mixminus_participant_config person;

    DO(mixminus_engine_config_init(&config, sizeof config));
    config.max_participants = 16;
    config.prefill_ms = 0;
    DO(mixminus_engine_new(&config, &house.engine));
    DO(mixminus_participant_config_init(&person, sizeof person));
    person.account = person.environment = "a";
    person.account_len = person.environment_len = 1;
    for (int who = 0; who < PEOPLE; who++) {
        DO(mixminus_participant_new(house.engine, &person, &house.people[who]));
        join(who);
    }
}

static void ticks(int count)
{
    int16_t frame[FRAME];

    while (count-- > 0) {
        for (int who = 0; who < PEOPLE; who++) {
            for (int i = 0; i < FRAME; i++) {
                frame[i] = said(who, house.tick + 1, i);
            }
            DO(mixminus_participant_write(house.engine, house.people[who], frame, FRAME, NULL));
        }
        DO(mixminus_engine_tick(house.engine, &house.tick));
        for (int who = 0; who < PEOPLE; who++) {
            DO(mixminus_participant_read(house.engine, house.people[who], frame, FRAME, NULL));
        }
    }
}

static mixminus_recording_info info_of(mixminus_recording recording)
{
    mixminus_recording_info info;

    DO(mixminus_recording_info_init(&info, sizeof info));
    DO(mixminus_recording_get_info(house.engine, recording, &info));
    return info;
}

static mixminus_recording_info wait_for(mixminus_recording recording, uint32_t state)
{
    for (int tries = 0; tries < 10000; tries++) {
        const mixminus_recording_info info = info_of(recording);

        if (info.state == state) {
            return info;
        }
        usleep(1000);
    }
    EQUAL(info_of(recording).state, state);
    return info_of(recording);
}

/* The samples of a track's files, one after the other, into `samples`; how many there are. */
static int read_track(const char *folder, const char *name, uint32_t files, int16_t *samples)
{
    int count = 0;

    for (uint32_t number = 1; number <= files; number++) {
        char path[4096];
        uint8_t header[HEADER_BYTES];

        if (number == 1) {
            snprintf(path, sizeof path, "%s/%s.wav", folder, name);
        } else {
            snprintf(path, sizeof path, "%s/%s-%04u.wav", folder, name, (unsigned)number);
        }
        FILE *const file = fopen(path, "rb");
        EQUAL(file != NULL && fread(header, 1, HEADER_BYTES, file) == HEADER_BYTES, 1);
        const uint32_t bytes = header[40] | (uint32_t)header[41] << 8 | (uint32_t)header[42] << 16;
        EQUAL(fread(samples + count, 1, bytes, file), bytes);
        EQUAL(fgetc(file), EOF);
        fclose(file);
        count += (int)bytes / 2;
    }
    return count;
}

static int16_t samples[MAX_TICKS * FRAME];

/* The track of one who speaks, or of both, is what was said in those ticks. */
static void check_track(const char *folder, const char *name, uint32_t files, int first, int last,
                        const uint64_t *recorded, int count)
{
    EQUAL(read_track(folder, name, files, samples), count * FRAME);
    for (int at = 0; at < count * FRAME; at++) {
        int due = 0;

        for (int who = first; who <= last; who++) {
            due += said(who, recorded[at / FRAME], at % FRAME);
        }
        if (samples[at] != due) {
            printf("%s: sample %d is %d, due %d\n", name, at, samples[at], due);
            exit(EXIT_FAILURE);
        }
    }
}

static void set_track(mixminus_record_track *to, uint64_t target, uint32_t point, char *path, size_t room,
                      const char *folder, const char *name)
{
    snprintf(path, room, "%s/%s.wav", folder, name);
    to->target = target;
    to->point = point;
    to->reserved = 0;
    to->path = path;
    to->path_len = strlen(path);
}

/* Four tracks, announced, split, paused, one of them with a gap. */
static void tracks_are_in_step(const char *folder)
{
    static const char *const NAMES[] = {"room", "one", "two", "heard"};
    char paths[4][4096];
    mixminus_record_track tracks[4];
    mixminus_record_config config;
    mixminus_recording recording;
    mixminus_recording_info info;
    mixminus_prompt_config said_before;
    int16_t announcement[ANNOUNCED];
    uint64_t recorded[MAX_TICKS];
    int count = 0, silent = 0;

    for (int i = 0; i < ANNOUNCED; i++) {
        announcement[i] = (int16_t)(i + 1);
    }
    DO(mixminus_prompt_config_init(&said_before, sizeof said_before));
    said_before.account = "a";
    said_before.account_len = 1;
    said_before.samples = announcement;
    said_before.count = ANNOUNCED;
    DO(mixminus_record_config_init(&config, sizeof config));
    DO(mixminus_prompt_new(house.engine, &said_before, &config.announcement));
    config.split_bytes = 4096; /* twelve frames a file */
    set_track(&tracks[0], house.room, MIXMINUS_TAP_MIX, paths[0], sizeof paths[0], folder, NAMES[0]);
    set_track(&tracks[1], house.people[0], MIXMINUS_TAP_BEFORE_MUTE, paths[1], sizeof paths[1], folder, NAMES[1]);
    set_track(&tracks[2], house.people[1], MIXMINUS_TAP_AFTER_MUTE, paths[2], sizeof paths[2], folder, NAMES[2]);
    set_track(&tracks[3], house.people[2], MIXMINUS_TAP_OUTPUT, paths[3], sizeof paths[3], folder, NAMES[3]);
    DO(mixminus_recording_start(house.engine, &config, tracks, sizeof tracks[0], 4, &recording));
    const uint64_t before = house.tick;
    ticks(10);
    info = wait_for(recording, MIXMINUS_RECORD_RUNNING);
    /* It takes four frames to say it. */
    EQUAL(info.start_tick, before + 5);
    ticks(20);
    for (uint64_t tick = before + 5; tick <= house.tick; tick++) {
        recorded[count++] = tick;
    }
    DO(mixminus_recording_pause(house.engine, recording));
    ticks(9);
    EQUAL(wait_for(recording, MIXMINUS_RECORD_PAUSED).samples, count * FRAME);
    DO(mixminus_recording_resume(house.engine, recording));
    const int resumed = count;
    for (int i = 0; i < 25; i++) {
        if (i == 5) {
            DO(mixminus_participant_leave(house.engine, house.people[2]));
        }
        if (i == 15) {
            join(2);
        }
        ticks(1);
        recorded[count++] = house.tick;
    }
    DO(mixminus_recording_info_init(&info, sizeof info));
    DO(mixminus_recording_stop(house.engine, recording, &info));
    EQUAL(info.state, MIXMINUS_RECORD_STOPPED);
    EQUAL(info.start_tick, before + 5);
    EQUAL(info.tick, house.tick);
    EQUAL(info.samples, count * FRAME);
    EQUAL(info.tracks, 4);
    EQUAL(info.files, (count + 11) / 12);
    EQUAL(info.message[0], 0);
    EQUAL(info.dropped_frames + info.lost_samples, 0);
    EQUAL(mixminus_recording_get_info(house.engine, recording, &info), MIXMINUS_ERR_STALE_HANDLE);
    check_track(folder, NAMES[0], info.files, 0, 1, recorded, count);
    check_track(folder, NAMES[1], info.files, 0, 0, recorded, count);
    check_track(folder, NAMES[2], info.files, 1, 1, recorded, count);
    /* What the third has heard: silence while it was out, and the announcement as it came again, which nobody else has. */
    EQUAL(read_track(folder, NAMES[3], info.files, samples), count * FRAME);
    for (int at = 0; at < count * FRAME; at++) {
        const int tick = at / FRAME - resumed, into = at - (resumed + 15) * FRAME;
        int due = said(0, recorded[at / FRAME], at % FRAME) + said(1, recorded[at / FRAME], at % FRAME);

        if (tick >= 5 && tick < 15) {
            silent++;
            due = 0;
        } else if (into >= 0 && into < ANNOUNCED) {
            due += announcement[into];
        }
        if (samples[at] != due && (into < 0 || into >= 40)) { /* it fades in within 5 ms */
            printf("heard: sample %d is %d, due %d\n", at, samples[at], due);
            exit(EXIT_FAILURE);
        }
    }
    EQUAL(info.gaps, 1);
    EQUAL(info.gap_samples, silent);
}

/* A beep each second, which all tracks of the room hold at the same samples. */
static void beeps_are_at_their_samples(const char *folder)
{
    enum { SECONDS = 3 };
    char path[4096];
    mixminus_record_track room;
    mixminus_record_config config;
    mixminus_recording recording;
    int16_t beep[1600];
    int beeps = 0;

    set_track(&room, house.room, MIXMINUS_TAP_MIX, path, sizeof path, folder, "beeps");
    DO(mixminus_record_config_init(&config, sizeof config));
    config.beep_s = 1;
    DO(mixminus_recording_start(house.engine, &config, &room, sizeof room, 1, &recording));
    const uint64_t first = house.tick + 1;
    ticks(10);
    EQUAL(wait_for(recording, MIXMINUS_RECORD_RUNNING).start_tick, first);
    ticks(SECONDS * 50 + 10);
    DO(mixminus_recording_stop(house.engine, recording, NULL));
    const int count = read_track(folder, "beeps", 1, samples);
    EQUAL(count, (SECONDS * 50 + 20) * FRAME);
    for (int at = 0; at < count; at++) {
        const uint64_t tick = first + (uint64_t)(at / FRAME);
        const int beside = samples[at] - said(0, tick, at % FRAME) - said(1, tick, at % FRAME);
        const int into = at % 8000;

        if (at < 8000 || into >= 1600) {
            EQUAL(beside, 0);
        } else if (at < 16000) {
            beep[into] = (int16_t)beside;
            beeps += beside > 2000;
        } else {
            EQUAL(beside, beep[into]);
        }
    }
    EQUAL(beeps > 100, 1);
}

/* Only the owner may read the files, unless the host asks for more; each split has the same permissions. */
static void permissions(const char *folder)
{
    static const uint32_t ASKED[] = {0, 0640};
    char path[4096], second[4096];
    mixminus_record_track room;
    mixminus_record_config config;
    mixminus_recording recording;
    struct stat found;

    for (int i = 0; i < 2; i++) {
        char name[32];

        snprintf(name, sizeof name, "mode-%d", i);
        set_track(&room, house.room, MIXMINUS_TAP_MIX, path, sizeof path, folder, name);
        snprintf(second, sizeof second, "%s/%s-0002.wav", folder, name);
        DO(mixminus_record_config_init(&config, sizeof config));
        EQUAL(config.file_mode, 0);
        config.file_mode = ASKED[i];
        config.split_bytes = 4096;
        DO(mixminus_recording_start(house.engine, &config, &room, sizeof room, 1, &recording));
        ticks(20);
        DO(mixminus_recording_stop(house.engine, recording, NULL));
        EQUAL(stat(path, &found), 0);
        EQUAL(found.st_mode & 07777, ASKED[i] ? ASKED[i] : 0600);
        EQUAL(stat(second, &found), 0);
        EQUAL(found.st_mode & 07777, ASKED[i] ? ASKED[i] : 0600);
    }
}

/* Where a name is taken, the library says what it took instead. */
static void names(const char *folder)
{
    static const char THEIRS[] = "not a recording";
    char path[4096], taken[4096], got[4096], kept[sizeof THEIRS];
    mixminus_record_track room;
    mixminus_record_config config;
    mixminus_recording recording;
    mixminus_recording_info info;
    size_t length;

    set_track(&room, house.room, MIXMINUS_TAP_MIX, path, sizeof path, folder, "names");
    snprintf(taken, sizeof taken, "%s/names-0002.wav", folder);
    FILE *file = fopen(taken, "wb");
    EQUAL(file != NULL && fwrite(THEIRS, 1, sizeof THEIRS, file) == sizeof THEIRS, 1);
    fclose(file);
    DO(mixminus_record_config_init(&config, sizeof config));
    config.split_bytes = 4096;
    DO(mixminus_recording_start(house.engine, &config, &room, sizeof room, 1, &recording));
    ticks(20);
    DO(mixminus_recording_info_init(&info, sizeof info));
    DO(mixminus_recording_stop(house.engine, recording, &info));
    EQUAL(info.files, 2);
    EQUAL(info.lost_samples, 0);
    DO(mixminus_recording_get_file(house.engine, recording, 0, 0, got, sizeof got, &length));
    EQUAL(strcmp(got, path), 0);
    EQUAL(length, strlen(path));
    DO(mixminus_recording_get_file(house.engine, recording, 0, 1, got, sizeof got, &length));
    taken[strlen(taken) - 5] = '3';
    EQUAL(strcmp(got, taken), 0);
    taken[strlen(taken) - 5] = '2';
    file = fopen(taken, "rb");
    EQUAL(file != NULL && fread(kept, 1, sizeof kept, file) == sizeof THEIRS, 1);
    EQUAL(memcmp(kept, THEIRS, sizeof THEIRS), 0);
    EQUAL(fgetc(file), EOF);
    fclose(file);
}

int main(int argc, char **argv)
{
    EQUAL(argc, 2);
    open_house();
    ticks(5);
    tracks_are_in_step(argv[1]);
    beeps_are_at_their_samples(argv[1]);
    permissions(argv[1]);
    names(argv[1]);
    DO(mixminus_engine_free(house.engine));
    return EXIT_SUCCESS;
}
