package org.mixminus.c;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Finds and loads libmixminus.so: the file that the environment variable MIXMINUS_LIBRARY names, else the copy inside
 * the jar, else target/release of the checkout that the classes were built in. libmixminus_call.so comes from the same
 * place.
 */
public final class Libraries {
    private static final String MIXER = "libmixminus.so";
    private static final String CALL = "libmixminus_call.so";
    private static final String FOLDER = "/org/mixminus/native/" + System.getProperty("os.name").toLowerCase() + "-"
        + System.getProperty("os.arch") + "/";
    private static final Map<String, ?> OPTIONS = Map.of(Library.OPTION_STRING_ENCODING, "UTF-8");
    private static final NativeLibrary LIBRARY = load(MIXER);

    private Libraries() {}

    /** Binds the native methods of a class to libmixminus.so. */
    static void register(Class<?> functions) {
        Native.register(functions, LIBRARY);
    }

    /**
     * Binds the native methods of a class to libmixminus_call.so. It uses the libmixminus.so that was loaded first,
     * because the loader knows that by its soname.
     */
    public static void registerCall(Class<?> functions) {
        Native.register(functions, load(CALL));
    }

    private static NativeLibrary load(String name) {
        String named = System.getenv("MIXMINUS_LIBRARY");
        if (named != null && !named.isEmpty()) {
            File file = new File(named).getAbsoluteFile();
            return open(name.equals(MIXER) ? file : new File(file.getParentFile(), name));
        }
        try (InputStream packed = Libraries.class.getResourceAsStream(FOLDER + name)) {
            if (packed != null) {
                return unpack(packed, name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + name, e);
        }
        File built = new File(checkout(), "target/release/" + name);
        if (built.exists()) {
            return open(built);
        }
        throw new UnsatisfiedLinkError(name + " is neither named by MIXMINUS_LIBRARY, nor in the jar, nor at " + built);
    }

    /** The file is in a directory that only this user can enter, and is deleted as soon as it is loaded. */
    private static NativeLibrary unpack(InputStream packed, String name) throws IOException {
        Path directory = Files.createTempDirectory("mixminus-");
        Path file = directory.resolve(name);
        try {
            Files.copy(packed, file);
            return open(file.toFile());
        } finally {
            Files.deleteIfExists(file);
            Files.delete(directory);
        }
    }

    private static NativeLibrary open(File file) {
        return NativeLibrary.getInstance(file.getPath(), OPTIONS);
    }

    /** The root of the checkout: the classes are in target/bindings/groovy, as a jar or in a folder. */
    private static File checkout() {
        try {
            File code = new File(Libraries.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return code.toPath().resolve("../../../..").normalize().toFile();
        } catch (URISyntaxException | RuntimeException e) {
            return new File(".").getAbsoluteFile();
        }
    }
}
