/*
 * A host that loads its mixer as a plug-in: opens the library, makes an engine with threads, frees it, closes the
 * library, a hundred times.
 */
#define _POSIX_C_SOURCE 200809L

#include <dirent.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mixminus.h"

/* The functions of the library, by name: nothing of it is linked. */
static struct {
    mixminus_status (*engine_config_init)(mixminus_engine_config *, size_t);
    mixminus_status (*engine_new)(const mixminus_engine_config *, mixminus_engine **);
    mixminus_status (*engine_free)(mixminus_engine *);
    mixminus_status (*driver_config_init)(mixminus_driver_config *, size_t);
    mixminus_status (*engine_start)(mixminus_engine *, const mixminus_driver_config *, mixminus_driver_report *);
    mixminus_status (*engine_stop)(mixminus_engine *);
    mixminus_status (*participant_config_init)(mixminus_participant_config *, size_t);
    mixminus_status (*participant_new)(mixminus_engine *, const mixminus_participant_config *, mixminus_participant *);
    const char *(*last_error)(void);
} lib;

static void *library;

/* ISO C has no cast from void * to a function: the pointer is copied. */
static void find(const char *name, void *place, size_t size)
{
    void *symbol = dlsym(library, name);

    if (symbol == NULL || size != sizeof symbol) {
        fprintf(stderr, "%s: not in the library\n", name);
        exit(EXIT_FAILURE);
    }
    memcpy(place, &symbol, size);
}
#define FIND(name) find("mixminus_" #name, &lib.name, sizeof lib.name)

static void check(mixminus_status status, const char *call)
{
    if (status != MIXMINUS_OK) {
        fprintf(stderr, "%s: %d: %s\n", call, (int)status, lib.last_error());
        exit(EXIT_FAILURE);
    }
}
#define CHECK(call) check((call), #call)

static int count_entries(const char *folder)
{
    int count = 0;
    DIR *open_folder = opendir(folder);

    while (open_folder != NULL && readdir(open_folder) != NULL) {
        count++;
    }
    if (open_folder != NULL) {
        closedir(open_folder);
    }
    return count;
}

static void one_life(const char *path, int round)
{
    mixminus_engine_config config;
    mixminus_driver_config drivers;
    mixminus_participant_config call;
    mixminus_participant participant;
    mixminus_engine *engine;

    library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        exit(EXIT_FAILURE);
    }
    FIND(engine_config_init);
    FIND(engine_new);
    FIND(engine_free);
    FIND(driver_config_init);
    FIND(engine_start);
    FIND(engine_stop);
    FIND(participant_config_init);
    FIND(participant_new);
    FIND(last_error);
    CHECK(lib.engine_config_init(&config, sizeof config));
    config.max_participants = 4;
    config.max_rooms = 2;
    CHECK(lib.engine_new(&config, &engine));
    CHECK(lib.driver_config_init(&drivers, sizeof drivers));
    drivers.clock = round % 2 ? MIXMINUS_CLOCK_HOST : MIXMINUS_CLOCK_SYSTEM;
    drivers.workers = 2;
    CHECK(lib.engine_start(engine, &drivers, NULL));
    CHECK(lib.participant_config_init(&call, sizeof call));
    call.account = call.environment = "a";
    call.account_len = call.environment_len = 1;
    CHECK(lib.participant_new(engine, &call, &participant));
    if (lib.participant_new(engine, NULL, &participant) == MIXMINUS_OK) { /* leaves a thread-local sentence behind */
        fprintf(stderr, "a participant of nobody\n");
        exit(EXIT_FAILURE);
    }
    if (round % 3 != 0) {
        CHECK(lib.engine_stop(engine)); /* else mixminus_engine_free does it */
    }
    CHECK(lib.engine_free(engine));
    if (dlclose(library) != 0) {
        fprintf(stderr, "%s\n", dlerror());
        exit(EXIT_FAILURE);
    }
}

int main(int argc, char **argv)
{
    int threads, descriptors;

    if (argc != 2) {
        fprintf(stderr, "usage: reload libmixminus.so\n");
        return EXIT_FAILURE;
    }
    one_life(argv[1], 0);
    threads = count_entries("/proc/self/task");
    descriptors = count_entries("/proc/self/fd");
    for (int round = 1; round < 100; round++) {
        one_life(argv[1], round);
    }
    if (count_entries("/proc/self/task") != threads || count_entries("/proc/self/fd") != descriptors) {
        fprintf(stderr, "a hundred lives have left threads or descriptors behind\n");
        return EXIT_FAILURE;
    }
    printf("a hundred lives\n");
    return EXIT_SUCCESS;
}
