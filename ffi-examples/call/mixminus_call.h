/*
 * The current call of a script: what bare `say` and `conference` act on.
 *
 * A runner answers a call, runs the script, and frees the call. The call is a simulated one: its time is virtual and
 * passes only inside mixminus_call_say, mixminus_call_conference and mixminus_call_wait, as fast as the machine can.
 * What happens is printed as a transcript, one line per event with its time.
 *
 *     mixminus_call *call;
 *     if (mixminus_call_answer(arguments, count, &call) != 0) {
 *         fprintf(stderr, "%s\n", mixminus_call_error());
 *         exit(2);
 *     }
 *     run_the_script(call);
 *     mixminus_call_free(call, failed);
 *
 * A call is used by one thread, the one that answered it. No function is called back. Statuses are those of
 * mixminus.h, and after a failed say or conference mixminus_last_error has the message.
 */

#ifndef MIXMINUS_CALL_H
#define MIXMINUS_CALL_H

#include <mixminus.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A call that was answered.
typedef struct mixminus_call mixminus_call;

/// Answers a simulated call. arguments, count: what happens in it, as after the script's name on a command line:
///
///     --press KEY@SECONDS      the caller presses a key for 100 ms, as tones in its audio
///     --say WAV@SECONDS        the caller says what is in a WAV file
///     --signal NAME@SECONDS    a signal is sent to the session
///     --hangup @SECONDS        the caller hangs up
///     --capacity COUNT         how many participants a room holds: 1 to 1024 (default 100)
///     --voice tone|espeak      how `say` speaks: by a tone as long as the text, or by espeak-ng; by default espeak-ng
///                              if it is installed
///
/// The time is in seconds from the answer, with up to three decimals. Each option may be given several times; the last
/// --capacity, --voice and --hangup count. Two other members are in each room that the call joins; those of all but the
/// latest 32 rooms are gone. The arguments are copied.
/// call: receives the call.
/// Returns 0, or a status; then mixminus_call_error has the message.
int32_t mixminus_call_answer(const char *const *arguments, size_t count, mixminus_call **call);

/// Returns the message of the last mixminus_call_answer that failed.
const char *mixminus_call_error(void);

/// Returns the engine of the call, which the call owns.
mixminus_engine *mixminus_call_engine(mixminus_call *call);

/// Returns the participant of the call, in the account and environment of mixminus.h's defaults.
mixminus_participant mixminus_call_participant(mixminus_call *call);

/// Speaks a text to the caller, and returns when it was spoken.
///
/// text, text_len: up to 65536 bytes of UTF-8.
/// end: receives a MIXMINUS_SAY_ constant; NULL if not wanted.
/// Returns MIXMINUS_OK whatever the end; MIXMINUS_ERR_HUNG_UP or MIXMINUS_ERR_SESSION_EXPIRED if the call was over
/// before, or another status of mixminus_participant_say_text.
int32_t mixminus_call_say(mixminus_call *call, const char *text, size_t text_len, uint32_t *end);

/// Joins a room in which two others are, and returns when the conference is over.
///
/// options: as for mixminus_participant_join.
/// end: receives how it ended; set its struct_size first.
/// Returns MIXMINUS_OK if there was a conference, whatever its end, also if a queued signal ended it before it began;
/// else the statuses of mixminus_participant_join.
int32_t mixminus_call_conference(mixminus_call *call, const mixminus_join_options *options,
                                 mixminus_conference_end *end);

/// Lets time pass, milliseconds, or until the call is hung up. Returns 0, or MIXMINUS_ERR_HUNG_UP.
int32_t mixminus_call_wait(mixminus_call *call, uint32_t ms);

/// Adds a line to the transcript: one line of text.
void mixminus_call_note(mixminus_call *call, const char *text, size_t text_len);

/// Hangs up, as the script.
void mixminus_call_hang_up(mixminus_call *call);

/// Ends the call: hangs it up if nobody has, prints the last line, and frees everything. failed: the script ended with
/// an error. NULL is a no-op.
void mixminus_call_free(mixminus_call *call, int32_t failed);

#ifdef __cplusplus
}
#endif

#endif
