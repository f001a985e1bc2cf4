import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mixminus.MixminusException;

/** Runs named checks, and counts. */
final class Check {
    private static final Map<String, Body> CHECKS = new LinkedHashMap<>();

    private Check() {}

    interface Body {
        void run() throws Exception;
    }

    static void add(String name, Body body) {
        CHECKS.put(name, body);
    }

    static int runAll() {
        int failed = 0;
        for (Map.Entry<String, Body> check : CHECKS.entrySet()) {
            try {
                check.getValue().run();
            } catch (Throwable e) {
                failed++;
                System.out.println("FAILED: " + check.getKey());
                e.printStackTrace(System.out);
            }
        }
        System.out.println("groovy: " + (CHECKS.size() - failed) + " passed, " + failed + " failed");
        return failed;
    }

    static void that(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    static void same(Object expected, Object found) {
        boolean equal = expected instanceof short[] && found instanceof short[]
            ? Arrays.equals((short[]) expected, (short[]) found) : expected.equals(found);
        that(equal, "expected " + expected + ", found " + found);
    }

    /** The body must throw an error of the library with this status. Returns it. */
    static MixminusException fails(String status, Body body) throws Exception {
        try {
            body.run();
        } catch (MixminusException e) {
            same(status, e.getName());
            return e;
        }
        throw new AssertionError("no " + status);
    }

    static void collect() {
        for (int k = 0; k < 3; k++) {
            System.gc();
        }
    }
}
