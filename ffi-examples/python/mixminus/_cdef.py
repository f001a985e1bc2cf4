"""Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit."""

#: The declarations of mixminus.h.
MIXMINUS = """\
enum mixminus_status
 {
    MIXMINUS_OK = 0,
    MIXMINUS_ERR_INVALID_ARGUMENT = -1,
    MIXMINUS_ERR_STRUCT_SIZE = -2,
    MIXMINUS_ERR_INVALID_HANDLE = -3,
    MIXMINUS_ERR_STALE_HANDLE = -4,
    MIXMINUS_ERR_FOREIGN_HANDLE = -5,
    MIXMINUS_ERR_WRONG_KIND = -6,
    MIXMINUS_ERR_BUSY = -7,
    MIXMINUS_ERR_WRONG_MODE = -8,
    MIXMINUS_ERR_NOT_IN_ROOM = -9,
    MIXMINUS_ERR_ALREADY_IN_ROOM = -10,
    MIXMINUS_ERR_ROOM_FULL = -11,
    MIXMINUS_ERR_TOO_MANY_PARTICIPANTS = -12,
    MIXMINUS_ERR_TOO_MANY_ROOMS = -13,
    MIXMINUS_ERR_QUOTA_EXCEEDED = -14,
    MIXMINUS_ERR_QUEUE_FULL = -15,
    MIXMINUS_ERR_NOT_FOUND = -16,
    MIXMINUS_ERR_ENGINE_STOPPED = -17,
    MIXMINUS_ERR_FORKED = -18,
    MIXMINUS_ERR_OUT_OF_MEMORY = -19,
    MIXMINUS_ERR_SYSTEM = -20,
    MIXMINUS_ERR_UNSUPPORTED = -21,
    MIXMINUS_ERR_INTERNAL = -22,
    MIXMINUS_ERR_SESSION_EXPIRED = -23,
    MIXMINUS_ERR_ROOM_LOCKED = -24,
    MIXMINUS_ERR_INTERRUPTED = -25,
    MIXMINUS_ERR_HUNG_UP = -26,
    MIXMINUS_ERR_ENDED = -35,
    MIXMINUS_ERR_TOO_MANY_TAPS = -36,
};
typedef int32_t mixminus_status;
const char *mixminus_status_str(int32_t status);
const char *mixminus_last_error(void);
const char *mixminus_version(void);
typedef struct mixminus_engine mixminus_engine;
typedef uint64_t mixminus_participant;
typedef uint64_t mixminus_room;
typedef struct mixminus_text {
    const char *bytes;
    size_t length;
} mixminus_text;
typedef uint64_t mixminus_prompt;
typedef uint64_t mixminus_play;
typedef uint64_t mixminus_tap;
typedef uint64_t mixminus_recording;
enum mixminus_simd
 {
    MIXMINUS_SIMD_AUTO = 0,
    MIXMINUS_SIMD_PORTABLE = 1,
    MIXMINUS_SIMD_SSE2 = 2,
    MIXMINUS_SIMD_AVX2 = 3,
    MIXMINUS_SIMD_AVX512 = 4,
    MIXMINUS_SIMD_NEON = 5,
};
typedef uint32_t mixminus_simd;
typedef struct mixminus_engine_config {
    uint32_t struct_size;
    uint32_t sample_rate_hz;
    uint32_t frame_ms;
    uint32_t max_participants;
    uint32_t max_rooms;
    uint32_t room_capacity;
    uint32_t prefill_ms;
    uint32_t max_cap_ms;
    uint32_t max_write_ms;
    uint32_t command_queue;
    uint32_t event_queue;
    uint32_t account_rooms;
    uint32_t account_participants;
    uint32_t lock_memory;
    uint32_t simd;
    uint32_t dtmf_look_ahead_ms;
    uint32_t session_limit_s;
    uint32_t account_queued_signals;
    uint32_t max_plays;
    uint32_t max_taps;
    uint64_t account_prompt_bytes;
    uint64_t max_prompt_bytes;
    uint32_t max_name_bytes;
    uint32_t max_accounts;
    uint32_t lines_8000;
    uint32_t lines_12000;
    uint32_t lines_16000;
    uint32_t lines_22050;
    uint32_t lines_24000;
    uint32_t lines_32000;
    uint32_t lines_44100;
    uint32_t lines_48000;
    uint32_t agents;
    uint32_t agent_rate_hz;
    uint32_t agent_queue_ms;
    uint32_t reserved;
} mixminus_engine_config;
mixminus_status mixminus_engine_config_init(mixminus_engine_config *config,
                                            size_t size);
mixminus_status mixminus_engine_memory_bytes(const mixminus_engine_config *config,
                                             uint64_t *bytes);
mixminus_status mixminus_engine_new(const mixminus_engine_config *config,
                                    mixminus_engine **engine);
mixminus_status mixminus_engine_free(mixminus_engine *engine);
mixminus_status mixminus_engine_tick(mixminus_engine *engine,
                                     uint64_t *tick);
mixminus_status mixminus_engine_tick_fd(mixminus_engine *engine,
                                        int32_t *fd);
mixminus_status mixminus_engine_service(mixminus_engine *engine);
mixminus_status mixminus_engine_simd_level(mixminus_engine *engine, uint32_t *simd);
enum mixminus_clock
 {
    MIXMINUS_CLOCK_SYSTEM = 0,
    MIXMINUS_CLOCK_HOST = 1,
};
typedef uint32_t mixminus_clock;
typedef struct mixminus_driver_config {
    uint32_t struct_size;
    uint32_t clock;
    uint32_t workers;
    uint32_t realtime_priority;
    const uint32_t *cpus;
    size_t cpu_count;
} mixminus_driver_config;
typedef struct mixminus_driver_report {
    uint32_t struct_size;
    uint32_t threads;
    int32_t realtime_errno;
    int32_t affinity_errno;
    uint32_t priorities_differ;
    uint32_t cpus_shared;
} mixminus_driver_report;
mixminus_status mixminus_driver_config_init(mixminus_driver_config *config,
                                            size_t size);
mixminus_status mixminus_driver_report_init(mixminus_driver_report *report,
                                            size_t size);
mixminus_status mixminus_engine_start(mixminus_engine *engine,
                                      const mixminus_driver_config *config,
                                      mixminus_driver_report *report);
mixminus_status mixminus_engine_stop(mixminus_engine *engine);
typedef struct mixminus_participant_config {
    uint32_t struct_size;
    uint32_t sample_rate_hz;
    const char *account;
    size_t account_len;
    const char *environment;
    size_t environment_len;
    uint64_t user;
    uint32_t agent;
    uint32_t reserved;
} mixminus_participant_config;
typedef struct mixminus_participant_info {
    uint32_t struct_size;
    uint32_t mute;
    uint32_t deaf;
    int32_t gain_mdb;
    uint64_t user;
    mixminus_room room;
    uint32_t last_end;
    uint32_t detect_dtmf;
    uint32_t play_tones;
    uint32_t generate_dtmf;
    uint32_t hold;
    uint32_t sample_rate_hz;
    uint32_t write_rate_hz;
    uint32_t read_rate_hz;
} mixminus_participant_info;
mixminus_status mixminus_participant_config_init(mixminus_participant_config *config,
                                                 size_t size);
mixminus_status mixminus_participant_new(mixminus_engine *engine,
                                         const mixminus_participant_config *config,
                                         mixminus_participant *participant);
mixminus_status mixminus_participant_free(mixminus_engine *engine,
                                          mixminus_participant participant);
mixminus_status mixminus_participant_set_rates(mixminus_engine *engine,
                                               mixminus_participant participant,
                                               uint32_t write_rate_hz,
                                               uint32_t read_rate_hz);
mixminus_status mixminus_participant_set_mute(mixminus_engine *engine,
                                              mixminus_participant participant,
                                              uint32_t mute);
mixminus_status mixminus_participant_set_deaf(mixminus_engine *engine,
                                              mixminus_participant participant,
                                              uint32_t deaf);
mixminus_status mixminus_participant_set_gain(mixminus_engine *engine,
                                              mixminus_participant participant,
                                              int32_t gain_mdb);
mixminus_status mixminus_participant_info_init(mixminus_participant_info *info,
                                               size_t size);
mixminus_status mixminus_participant_get_info(mixminus_engine *engine,
                                              mixminus_participant participant,
                                              mixminus_participant_info *info);
typedef struct mixminus_prompt_config {
    uint32_t struct_size;
    uint32_t sample_rate_hz;
    const char *account;
    size_t account_len;
    const int16_t *samples;
    size_t count;
} mixminus_prompt_config;
typedef struct mixminus_prompt_info {
    uint32_t struct_size;
    uint32_t flags;
    uint64_t samples;
    uint64_t duration_ms;
} mixminus_prompt_info;
typedef uint64_t mixminus_sound;
mixminus_status mixminus_prompt_config_init(mixminus_prompt_config *config,
                                            size_t size);
mixminus_status mixminus_prompt_new(mixminus_engine *engine,
                                    const mixminus_prompt_config *config,
                                    mixminus_prompt *prompt);
mixminus_status mixminus_prompt_new_wav(mixminus_engine *engine,
                                        const char *account,
                                        size_t account_len,
                                        const uint8_t *wav,
                                        size_t wav_len,
                                        mixminus_prompt *prompt);
mixminus_status mixminus_prompt_new_file(mixminus_engine *engine,
                                         const char *account,
                                         size_t account_len,
                                         const char *path,
                                         size_t path_len,
                                         mixminus_prompt *prompt);
mixminus_status mixminus_prompt_free(mixminus_engine *engine,
                                     mixminus_prompt prompt);
mixminus_status mixminus_prompt_info_init(mixminus_prompt_info *info,
                                          size_t size);
mixminus_status mixminus_prompt_get_info(mixminus_engine *engine,
                                         mixminus_prompt prompt,
                                         mixminus_prompt_info *info);
typedef struct mixminus_say_options {
    uint32_t struct_size;
    uint32_t times;
    int32_t gain_mdb;
    uint32_t interrupt;
} mixminus_say_options;
mixminus_status mixminus_say_options_init(mixminus_say_options *options,
                                          size_t size);
mixminus_status mixminus_participant_say(mixminus_engine *engine,
                                         mixminus_participant participant,
                                         mixminus_sound sound,
                                         const mixminus_say_options *options,
                                         mixminus_play *play);
mixminus_status mixminus_participant_say_stop(mixminus_engine *engine,
                                              mixminus_participant participant);
mixminus_status mixminus_play_stop(mixminus_engine *engine,
                                   mixminus_play play);
mixminus_status mixminus_rooms_say(mixminus_engine *engine,
                                   const mixminus_room *rooms,
                                   size_t count,
                                   mixminus_sound sound,
                                   const mixminus_say_options *options,
                                   mixminus_play *plays);
mixminus_status mixminus_room_say_stop(mixminus_engine *engine,
                                       mixminus_room room);
mixminus_status mixminus_participant_set_hold(mixminus_engine *engine,
                                              mixminus_participant participant,
                                              uint32_t hold,
                                              mixminus_sound sound);
mixminus_status mixminus_room_set_alone_loop(mixminus_engine *engine,
                                             mixminus_room room,
                                             mixminus_sound sound);
typedef struct mixminus_speech mixminus_speech;
typedef int32_t (*mixminus_synthesizer)(void *user,
                                        const char *text,
                                        size_t text_len,
                                        const char *voice,
                                        size_t voice_len,
                                        mixminus_speech *speech);
mixminus_status mixminus_engine_set_synthesizer(mixminus_engine *engine,
                                                mixminus_synthesizer synthesizer,
                                                void *user);
mixminus_status mixminus_speech_add(mixminus_speech *speech,
                                    const int16_t *samples,
                                    size_t count,
                                    uint32_t sample_rate_hz);
mixminus_status mixminus_speech_add_wav(mixminus_speech *speech,
                                        const uint8_t *wav,
                                        size_t wav_len);
mixminus_status mixminus_participant_say_text(mixminus_engine *engine,
                                              mixminus_participant participant,
                                              const char *text,
                                              size_t text_len,
                                              const char *voice,
                                              size_t voice_len,
                                              const mixminus_say_options *options,
                                              mixminus_play *play);
typedef struct mixminus_join_options {
    uint32_t struct_size;
    uint32_t mute;
    uint32_t deaf;
    int32_t gain_mdb;
    uint32_t prefill_ms;
    uint32_t cap_ms;
    uint32_t talk_events;
    uint32_t detect_dtmf;
    uint32_t play_tones;
    uint32_t generate_dtmf;
    uint32_t terminator;
    uint32_t interdigit_timeout_ms;
    const char *conference_id;
    size_t conference_id_len;
    const mixminus_text *allow_signals;
    size_t allow_signals_len;
    mixminus_sound join_prompt;
    mixminus_sound leave_prompt;
    uint32_t adaptive_max_ms;
    uint32_t adaptive_min_ms;
} mixminus_join_options;
mixminus_status mixminus_join_options_init(mixminus_join_options *options,
                                           size_t size);
mixminus_status mixminus_participant_join(mixminus_engine *engine,
                                          mixminus_participant participant,
                                          const mixminus_join_options *options,
                                          mixminus_room *room);
mixminus_status mixminus_participant_leave(mixminus_engine *engine,
                                           mixminus_participant participant);
mixminus_status mixminus_participant_move(mixminus_engine *engine,
                                          mixminus_participant participant,
                                          const char *conference_id,
                                          size_t conference_id_len,
                                          mixminus_room *room);
typedef struct mixminus_write_info {
    uint32_t struct_size;
    uint32_t lost;
    uint64_t timestamp;
    uint32_t has_timestamp;
    uint32_t starts_talkspurt;
} mixminus_write_info;
typedef struct mixminus_read_info {
    uint32_t struct_size;
    uint32_t flags;
    uint64_t real;
    uint64_t tick;
    uint64_t mix_id;
    uint32_t offset;
    uint32_t reserved;
} mixminus_read_info;
mixminus_status mixminus_participant_write(mixminus_engine *engine,
                                           mixminus_participant participant,
                                           const int16_t *samples,
                                           size_t count,
                                           size_t *taken);
mixminus_status mixminus_write_info_init(mixminus_write_info *info,
                                         size_t size);
mixminus_status mixminus_participant_write_ex(mixminus_engine *engine,
                                              mixminus_participant participant,
                                              const int16_t *samples,
                                              size_t count,
                                              const mixminus_write_info *info,
                                              size_t *taken);
mixminus_status mixminus_participant_flush(mixminus_engine *engine,
                                           mixminus_participant participant);
mixminus_status mixminus_participant_mark(mixminus_engine *engine,
                                          mixminus_participant participant,
                                          int64_t value);
mixminus_status mixminus_participant_read(mixminus_engine *engine,
                                          mixminus_participant participant,
                                          int16_t *samples,
                                          size_t count,
                                          size_t *real);
mixminus_status mixminus_read_info_init(mixminus_read_info *info,
                                        size_t size);
mixminus_status mixminus_participant_read_ex(mixminus_engine *engine,
                                             mixminus_participant participant,
                                             int16_t *samples,
                                             size_t count,
                                             mixminus_read_info *info);
enum mixminus_encoding
 {
    MIXMINUS_ENCODING_S16 = 0,
    MIXMINUS_ENCODING_F32 = 1,
    MIXMINUS_ENCODING_ULAW = 2,
    MIXMINUS_ENCODING_ALAW = 3,
};
typedef uint32_t mixminus_encoding;
mixminus_status mixminus_participant_write_encoded(mixminus_engine *engine,
                                                   mixminus_participant participant,
                                                   const void *samples,
                                                   size_t count,
                                                   uint32_t encoding,
                                                   const mixminus_write_info *info,
                                                   size_t *taken);
mixminus_status mixminus_participant_read_encoded(mixminus_engine *engine,
                                                  mixminus_participant participant,
                                                  void *samples,
                                                  size_t count,
                                                  uint32_t encoding,
                                                  mixminus_read_info *info);
typedef struct mixminus_call_io {
    uint32_t struct_size;
    uint32_t reserved;
    void *user;
    void (*wait)(void *user, int32_t wake_fd, uint32_t timeout_ms);
    size_t (*read)(void *user, int16_t *samples, size_t capacity);
    void (*write)(void *user, const int16_t *samples, size_t count);
    int32_t (*hung_up)(void *user);
    size_t (*read_ex)(void *user, int16_t *samples, size_t capacity, mixminus_write_info *info);
    void (*write_ex)(void *user, const int16_t *samples, size_t count, const mixminus_read_info *info);
} mixminus_call_io;
mixminus_status mixminus_call_io_init(mixminus_call_io *io,
                                      size_t size);
typedef struct mixminus_call_handlers {
    uint32_t struct_size;
    uint32_t reserved;
    void *user;
    void (*on_choice)(void *user, char digit);
    void (*on_signal)(void *user, const char *name, size_t name_len);
} mixminus_call_handlers;
typedef struct mixminus_conference_end {
    uint32_t struct_size;
    uint32_t reason;
    uint32_t digit;
    uint32_t text_len;
    uint64_t signal;
    char text[256];
} mixminus_conference_end;
mixminus_status mixminus_call_handlers_init(mixminus_call_handlers *handlers,
                                            size_t size);
mixminus_status mixminus_conference_end_init(mixminus_conference_end *end,
                                             size_t size);
mixminus_status mixminus_conference(mixminus_engine *engine,
                                    mixminus_participant participant,
                                    const mixminus_join_options *options,
                                    const mixminus_call_io *io,
                                    const mixminus_call_handlers *handlers,
                                    mixminus_conference_end *end);
mixminus_status mixminus_participant_conference_end(mixminus_engine *engine,
                                                    mixminus_participant participant,
                                                    mixminus_conference_end *end);
mixminus_status mixminus_participant_remove(mixminus_engine *engine,
                                            mixminus_participant participant,
                                            const char *text,
                                            size_t text_len);
mixminus_status mixminus_participant_hang_up(mixminus_engine *engine,
                                             mixminus_participant participant);
enum mixminus_say_end
 {
    MIXMINUS_SAY_NONE = 0,
    MIXMINUS_SAY_COMPLETED = 1,
    MIXMINUS_SAY_STOPPED = 2,
    MIXMINUS_SAY_HANG_UP = 3,
    MIXMINUS_SAY_ENGINE_STOPPED = 4,
    MIXMINUS_SAY_TIME_LIMIT = 5,
};
typedef uint32_t mixminus_say_end;
mixminus_status mixminus_say(mixminus_engine *engine,
                             mixminus_participant participant,
                             mixminus_sound sound,
                             const mixminus_say_options *options,
                             const mixminus_call_io *io,
                             uint32_t *end);
mixminus_status mixminus_say_text(mixminus_engine *engine,
                                  mixminus_participant participant,
                                  const char *text,
                                  size_t text_len,
                                  const char *voice,
                                  size_t voice_len,
                                  const mixminus_say_options *options,
                                  const mixminus_call_io *io,
                                  uint32_t *end);
enum mixminus_signal_outcome
 {
    MIXMINUS_SIGNAL_INTERRUPTED = 1,
    MIXMINUS_SIGNAL_QUEUED = 2,
    MIXMINUS_SIGNAL_IGNORED = 3,
    MIXMINUS_SIGNAL_NO_SESSION = 4,
    MIXMINUS_SIGNAL_REFUSED = 5,
    MIXMINUS_SIGNAL_TAKEN = 6,
};
typedef uint32_t mixminus_signal_outcome;
mixminus_status mixminus_participant_signal(mixminus_engine *engine,
                                            mixminus_participant participant,
                                            const char *name,
                                            size_t name_len,
                                            uint32_t *outcome,
                                            uint64_t *number);
mixminus_status mixminus_participant_queued_signals(mixminus_engine *engine,
                                                    mixminus_participant participant,
                                                    uint32_t *count);
typedef struct mixminus_room_info {
    uint32_t struct_size;
    uint32_t participants;
    mixminus_room room;
    uint32_t capacity;
    uint32_t account_len;
    uint32_t environment_len;
    uint32_t conference_id_len;
    uint32_t locked;
    uint32_t sample_rate_hz;
    char account[256];
    char environment[256];
    char conference_id[256];
} mixminus_room_info;
mixminus_status mixminus_room_find(mixminus_engine *engine,
                                   const char *account,
                                   size_t account_len,
                                   const char *environment,
                                   size_t environment_len,
                                   const char *conference_id,
                                   size_t conference_id_len,
                                   mixminus_room *room);
mixminus_status mixminus_room_info_init(mixminus_room_info *info,
                                        size_t size);
mixminus_status mixminus_room_get_info(mixminus_engine *engine,
                                       mixminus_room room,
                                       mixminus_room_info *info);
mixminus_status mixminus_room_participants(mixminus_engine *engine,
                                           mixminus_room room,
                                           mixminus_participant *participants,
                                           size_t capacity,
                                           size_t *count);
mixminus_status mixminus_room_list(mixminus_engine *engine,
                                   const char *account,
                                   size_t account_len,
                                   uint64_t *cursor,
                                   mixminus_room *rooms,
                                   size_t capacity,
                                   size_t *count);
mixminus_status mixminus_room_close(mixminus_engine *engine,
                                    mixminus_room room);
mixminus_status mixminus_room_set_locked(mixminus_engine *engine,
                                         mixminus_room room,
                                         uint32_t locked);
mixminus_status mixminus_room_merge(mixminus_engine *engine,
                                    mixminus_room room,
                                    const char *conference_id,
                                    size_t conference_id_len,
                                    mixminus_room *target);
typedef struct mixminus_room_member {
    mixminus_participant participant;
    uint64_t user;
    uint32_t state;
    int32_t gain_mdb;
    uint32_t mean_square;
    uint32_t peak;
} mixminus_room_member;
mixminus_status mixminus_room_snapshot(mixminus_engine *engine,
                                       mixminus_room room,
                                       mixminus_room_member *members,
                                       size_t member_size,
                                       size_t capacity,
                                       size_t *count,
                                       uint64_t *sequence,
                                       uint64_t *tick);
typedef struct mixminus_room_template {
    uint32_t struct_size;
    uint32_t capacity;
    uint32_t limit_s;
    uint32_t sample_rate_hz;
    mixminus_sound alone_loop;
} mixminus_room_template;
typedef struct mixminus_account_quota {
    uint32_t struct_size;
    uint32_t rooms;
    uint32_t participants;
    uint32_t queued_signals;
    uint64_t prompt_bytes;
} mixminus_account_quota;
mixminus_status mixminus_room_template_init(mixminus_room_template *settings,
                                            size_t size);
mixminus_status mixminus_room_template_set(mixminus_engine *engine,
                                           const char *account,
                                           size_t account_len,
                                           const char *environment,
                                           size_t environment_len,
                                           const char *conference_id,
                                           size_t conference_id_len,
                                           const mixminus_room_template *settings);
mixminus_status mixminus_room_template_remove(mixminus_engine *engine,
                                              const char *account,
                                              size_t account_len,
                                              const char *environment,
                                              size_t environment_len,
                                              const char *conference_id,
                                              size_t conference_id_len);
mixminus_status mixminus_account_quota_init(mixminus_account_quota *quota,
                                            size_t size);
mixminus_status mixminus_account_quota_set(mixminus_engine *engine,
                                           const char *account,
                                           size_t account_len,
                                           const mixminus_account_quota *quota);
mixminus_status mixminus_account_quota_reset(mixminus_engine *engine,
                                             const char *account,
                                             size_t account_len);
typedef struct mixminus_telephone_event {
    uint32_t struct_size;
    uint32_t event;
    uint32_t end;
    uint32_t volume;
    uint32_t duration;
    uint32_t timestamp;
    uint32_t ssrc;
    uint32_t clock_rate;
} mixminus_telephone_event;
mixminus_status mixminus_participant_set_detect_dtmf(mixminus_engine *engine,
                                                     mixminus_participant participant,
                                                     uint32_t detect_dtmf);
mixminus_status mixminus_participant_set_play_tones(mixminus_engine *engine,
                                                    mixminus_participant participant,
                                                    uint32_t play_tones);
mixminus_status mixminus_participant_set_generate_dtmf(mixminus_engine *engine,
                                                       mixminus_participant participant,
                                                       uint32_t generate_dtmf);
mixminus_status mixminus_telephone_event_init(mixminus_telephone_event *event,
                                              size_t event_size);
mixminus_status mixminus_participant_telephone_event(mixminus_engine *engine,
                                                     mixminus_participant participant,
                                                     const mixminus_telephone_event *event);
mixminus_status mixminus_participant_inject_dtmf_press(mixminus_engine *engine,
                                                       mixminus_participant participant,
                                                       char digit,
                                                       int32_t level_mdbm0,
                                                       uint32_t duration_ms);
mixminus_status mixminus_participant_inject_dtmf_begin(mixminus_engine *engine,
                                                       mixminus_participant participant,
                                                       char digit,
                                                       int32_t level_mdbm0,
                                                       uint32_t limit_ms);
mixminus_status mixminus_participant_inject_dtmf_end(mixminus_engine *engine,
                                                     mixminus_participant participant,
                                                     char digit);
mixminus_status mixminus_participant_send_dtmf(mixminus_engine *engine,
                                               mixminus_participant participant,
                                               const char *digits,
                                               size_t count,
                                               int32_t level_mdbm0,
                                               uint32_t on_ms,
                                               uint32_t off_ms);
enum mixminus_tap_point
 {
    MIXMINUS_TAP_MIX = 0,
    MIXMINUS_TAP_BEFORE_MUTE = 1,
    MIXMINUS_TAP_AFTER_MUTE = 2,
    MIXMINUS_TAP_OUTPUT = 3,
};
typedef uint32_t mixminus_tap_point;
typedef struct mixminus_tap_frame {
    uint64_t tick;
    uint64_t room;
    uint64_t join;
    uint32_t flags;
    uint32_t reserved;
} mixminus_tap_frame;
typedef struct mixminus_tap_info {
    uint32_t struct_size;
    uint32_t point;
    uint64_t target;
    uint64_t began;
    uint64_t ended;
    uint64_t frames;
    uint64_t dropped;
    uint32_t sample_rate_hz;
    uint32_t reserved;
} mixminus_tap_info;
mixminus_status mixminus_tap_new(mixminus_engine *engine,
                                 uint64_t target,
                                 uint32_t point,
                                 uint32_t buffer_ms,
                                 mixminus_tap *tap);
mixminus_status mixminus_tap_read(mixminus_engine *engine,
                                  mixminus_tap tap,
                                  int16_t *samples,
                                  mixminus_tap_frame *frames,
                                  size_t frame_size,
                                  size_t capacity,
                                  size_t *count);
mixminus_status mixminus_tap_free(mixminus_engine *engine, mixminus_tap tap);
mixminus_status mixminus_tap_info_init(mixminus_tap_info *info,
                                       size_t size);
mixminus_status mixminus_tap_get_info(mixminus_engine *engine,
                                      mixminus_tap tap,
                                      mixminus_tap_info *info);
enum mixminus_record_state
 {
    MIXMINUS_RECORD_STARTING = 0,
    MIXMINUS_RECORD_RUNNING = 1,
    MIXMINUS_RECORD_PAUSED = 2,
    MIXMINUS_RECORD_FAILED = 3,
    MIXMINUS_RECORD_STOPPED = 4,
};
typedef uint32_t mixminus_record_state;
typedef struct mixminus_record_config {
    uint32_t struct_size;
    uint32_t buffer_ms;
    uint64_t split_bytes;
    mixminus_sound announcement;
    uint32_t beep_s;
    uint32_t reserved;
    uint32_t file_mode;
    uint32_t reserved_2;
} mixminus_record_config;
typedef struct mixminus_record_track {
    uint64_t target;
    uint32_t point;
    uint32_t reserved;
    const char *path;
    size_t path_len;
} mixminus_record_track;
typedef struct mixminus_recording_info {
    uint32_t struct_size;
    uint32_t state;
    uint64_t start_tick;
    uint64_t tick;
    uint64_t samples;
    uint64_t gaps;
    uint64_t gap_samples;
    uint64_t dropped_frames;
    uint64_t lost_samples;
    uint32_t tracks;
    uint32_t files;
    uint8_t message[256];
} mixminus_recording_info;
mixminus_status mixminus_record_config_init(mixminus_record_config *config,
                                            size_t size);
mixminus_status mixminus_recording_start(mixminus_engine *engine,
                                         const mixminus_record_config *config,
                                         const mixminus_record_track *tracks,
                                         size_t track_size,
                                         size_t track_count,
                                         mixminus_recording *recording);
mixminus_status mixminus_recording_pause(mixminus_engine *engine,
                                         mixminus_recording recording);
mixminus_status mixminus_recording_resume(mixminus_engine *engine,
                                          mixminus_recording recording);
mixminus_status mixminus_recording_stop(mixminus_engine *engine,
                                        mixminus_recording recording,
                                        mixminus_recording_info *info);
mixminus_status mixminus_recording_info_init(mixminus_recording_info *info,
                                             size_t size);
mixminus_status mixminus_recording_get_info(mixminus_engine *engine,
                                            mixminus_recording recording,
                                            mixminus_recording_info *info);
mixminus_status mixminus_recording_get_file(mixminus_engine *engine,
                                            mixminus_recording recording,
                                            uint32_t track,
                                            uint32_t file,
                                            char *path,
                                            size_t path_size,
                                            size_t *path_len);
enum mixminus_play_end
 {
    MIXMINUS_PLAY_COMPLETED = 1,
    MIXMINUS_PLAY_STOPPED = 2,
    MIXMINUS_PLAY_DROPPED = 3,
};
typedef uint32_t mixminus_play_end;
enum mixminus_event_kind
 {
    MIXMINUS_EVENT_ROOM_OPENED = 1,
    MIXMINUS_EVENT_ROOM_ENDED = 2,
    MIXMINUS_EVENT_JOINED = 3,
    MIXMINUS_EVENT_LEFT = 4,
    MIXMINUS_EVENT_MOVED = 5,
    MIXMINUS_EVENT_CHANGED = 6,
    MIXMINUS_EVENT_TALK_STARTED = 7,
    MIXMINUS_EVENT_TALK_STOPPED = 8,
    MIXMINUS_EVENT_GAP = 9,
    MIXMINUS_EVENT_TICKS_SKIPPED = 10,
    MIXMINUS_EVENT_STOPPED = 11,
    MIXMINUS_EVENT_DTMF_BEGAN = 12,
    MIXMINUS_EVENT_DTMF_ENDED = 13,
    MIXMINUS_EVENT_SESSION_WARNING = 14,
    MIXMINUS_EVENT_SESSION_EXPIRED = 15,
    MIXMINUS_EVENT_ROOM_WARNING = 16,
    MIXMINUS_EVENT_SIGNAL = 17,
    MIXMINUS_EVENT_ROOM_LOCKED = 18,
    MIXMINUS_EVENT_PLAY_ENDED = 20,
    MIXMINUS_EVENT_RECORDING_FAILED = 30,
    MIXMINUS_EVENT_RECORDING_STARTED = 31,
    MIXMINUS_EVENT_RECORDING_STOPPED = 32,
    MIXMINUS_EVENT_RECORDING_RECOVERED = 33,
    MIXMINUS_EVENT_MARK_HEARD = 40,
    MIXMINUS_EVENT_MARK_FLUSHED = 41,
    MIXMINUS_EVENT_WRITABLE = 42,
};
typedef uint32_t mixminus_event_kind;
enum mixminus_end_reason
 {
    MIXMINUS_END_NONE = 0,
    MIXMINUS_END_HANG_UP = 1,
    MIXMINUS_END_ENGINE_STOPPED = 2,
    MIXMINUS_END_ROOM_CLOSED = 3,
    MIXMINUS_END_REMOVED = 4,
    MIXMINUS_END_TIME_LIMIT = 5,
    MIXMINUS_END_TERMINATOR = 6,
    MIXMINUS_END_SIGNAL = 7,
};
typedef uint32_t mixminus_end_reason;
enum mixminus_dtmf_source
 {
    MIXMINUS_DTMF_IN_BAND = 1,
    MIXMINUS_DTMF_OUT_OF_BAND = 2,
    MIXMINUS_DTMF_BOTH = 3,
};
typedef uint32_t mixminus_dtmf_source;
typedef struct mixminus_event {
    uint64_t sequence;
    uint64_t tick;
    mixminus_room room;
    mixminus_participant participant;
    uint64_t user;
    int64_t value;
    uint32_t kind;
    uint32_t reason;
    uint32_t state;
    uint32_t resent;
    uint64_t dtmf_position;
    uint32_t digit;
    uint32_t dtmf_source;
    uint32_t dtmf_duration;
    int32_t dtmf_level_mdbm0;
    int32_t dtmf_twist_mdb;
    uint32_t outcome;
} mixminus_event;
mixminus_status mixminus_engine_poll(mixminus_engine *engine,
                                     mixminus_event *events,
                                     size_t event_size,
                                     size_t capacity,
                                     size_t *count);
mixminus_status mixminus_engine_event_fd(mixminus_engine *engine,
                                         int32_t *fd);
typedef struct mixminus_engine_stats {
    uint32_t struct_size;
    uint32_t memory_locked;
    uint32_t active_rooms;
    uint32_t active_participants;
    uint64_t ticks;
    uint64_t skipped_ticks;
    uint64_t commands;
    uint64_t events_lost;
    uint64_t overloads;
    uint64_t tick_ns_total;
    uint64_t tick_ns_max;
    uint64_t wake_late_ns_max;
    uint64_t stage_ns[16];
    uint64_t tick_ns_histogram[32];
    uint64_t tick_cpu_ns_total;
    uint64_t tick_cpu_ns_max;
    uint64_t tick_cpu_ns_histogram[32];
} mixminus_engine_stats;
typedef struct mixminus_participant_stats {
    uint32_t struct_size;
    uint32_t in_fill;
    uint32_t out_fill;
    uint32_t latency;
    uint32_t mean_square;
    uint32_t peak;
    uint64_t written;
    uint64_t write_refused;
    uint64_t write_discarded;
    uint64_t read;
    uint64_t read_silence;
    uint64_t underruns;
    uint64_t trims;
    uint64_t trimmed;
    uint64_t out_dropped;
    uint64_t out_stale;
    uint64_t late;
    uint64_t duplicate;
    uint64_t reordered;
    uint64_t concealed;
    uint64_t concealment_events;
    uint64_t target;
    uint64_t inserted;
    uint64_t removed;
    uint64_t played;
} mixminus_participant_stats;
mixminus_status mixminus_engine_stats_init(mixminus_engine_stats *stats,
                                           size_t size);
mixminus_status mixminus_engine_get_stats(mixminus_engine *engine, mixminus_engine_stats *stats);
mixminus_status mixminus_participant_stats_init(mixminus_participant_stats *stats,
                                                size_t size);
mixminus_status mixminus_participant_get_stats(mixminus_engine *engine,
                                               mixminus_participant participant,
                                               mixminus_participant_stats *stats);
"""

#: The declarations of mixminus_call.h.
CALL = """\
typedef struct mixminus_call mixminus_call;
int32_t mixminus_call_answer(const char *const *arguments, size_t count, mixminus_call **call);
const char *mixminus_call_error(void);
void *mixminus_call_engine(mixminus_call *call);
uint64_t mixminus_call_participant(mixminus_call *call);
int32_t mixminus_call_say(mixminus_call *call, const char *text, size_t text_len, uint32_t *end);
int32_t mixminus_call_conference(mixminus_call *call, const void *options,
                                 void *end);
int32_t mixminus_call_wait(mixminus_call *call, uint32_t ms);
void mixminus_call_note(mixminus_call *call, const char *text, size_t text_len);
void mixminus_call_hang_up(mixminus_call *call);
void mixminus_call_free(mixminus_call *call, int32_t failed);
"""
