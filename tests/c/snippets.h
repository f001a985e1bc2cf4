/* What the fragments of README and docs leave to the host that they stand in. */
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "mixminus.h"

struct call {
    mixminus_participant participant;
};

extern struct call *call;
extern mixminus_engine *engine;
extern mixminus_participant participant, caller, agent;
extern mixminus_participant_config call_config;
extern mixminus_room room;
extern mixminus_driver_config driver;
extern mixminus_join_options options;
extern mixminus_call_io io;
extern mixminus_call_handlers handlers;
extern mixminus_conference_end end;
extern mixminus_prompt welcome;
extern mixminus_play play;
extern mixminus_tap tap;
extern mixminus_record_config record_config;
extern mixminus_recording recording;
extern mixminus_recording_info info;
extern int16_t *frame, *samples;
extern mixminus_tap_frame frames[50];
extern size_t count;
extern mixminus_telephone_event packet;
extern const uint8_t *payload;
extern uint32_t timestamp;
extern uint64_t extended_timestamp;
extern uint32_t marker;
extern int64_t word, last_word;
extern mixminus_event event;

void say(void *call, const char *text);
void say_goodbye(void);
void log_join(uint64_t user, mixminus_room room);
void log_leave(uint64_t user, uint32_t reason);
void log_key(uint64_t user, char key);
void hang_up_line(uint64_t user);
