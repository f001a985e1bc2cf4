package org.mixminus.script;

import groovy.lang.Binding;
import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyCodeSource;
import groovy.lang.Script;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.customizers.ImportCustomizer;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.mixminus.MixminusException;

/** Answers a simulated call, and runs a Groovy script on it. */
public final class Runner {
    private static final String USAGE = "usage: run SCRIPT [--press KEY@SECONDS]... [--say WAV@SECONDS]... "
        + "[--signal NAME@SECONDS]... [--hangup @SECONDS] [--capacity N] [--voice tone|espeak]";
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Runner() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        if (arguments.length == 0 || arguments[0].startsWith("--")) {
            return misused(USAGE);
        }
        File file = new File(arguments[0]);
        String text;
        try {
            text = text(file);
        } catch (NoSuchFileException e) {
            return misused(file + ": no such file");
        } catch (IOException e) {
            return misused(file + ": cannot be read: " + e.getMessage());
        }
        try {
            CallScript.current = Call.answer(Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (MixminusException e) {
            return misused(e.getMessage());
        } catch (LinkageError e) {
            return misused(String.valueOf(e.getCause() != null ? e.getCause().getMessage() : e.getMessage()));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(CallScript.current::endAtExit));
        boolean failed = !execute(file, text);
        CallScript.current.end(failed);
        return failed ? FAILED : 0;
    }

    private static int misused(String message) {
        System.err.println(message);
        return MISUSED;
    }

    /** The text as UTF-8, without a byte order mark. */
    private static String text(File file) throws IOException {
        String text = new String(Files.readAllBytes(file.toPath()), StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Returns false if the script failed. */
    private static boolean execute(File file, String text) {
        try {
            Script script = InvokerHelper.createScript(compile(file, text), new Binding(new String[0]));
            script.run();
            return true;
        } catch (HangUp over) {
            return true;
        } catch (CompilationFailedException e) {
            System.err.println(e.getMessage());
        } catch (Throwable e) {
            if (Trace.isHangUp(e)) {
                return true;
            }
            Trace.print(e, System.err);
        }
        System.err.flush();
        return false;
    }

    private static Class<?> compile(File file, String text) {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(CallScript.class.getName());
        configuration.setSourceEncoding(StandardCharsets.UTF_8.name());
        configuration.addCompilationCustomizers(new WaitCalls(), new ImportCustomizer().addImports(
            MixminusException.class.getName(), HangUp.class.getName()));
        // Scripts may have helper classes beside them, as with groovy itself.
        GroovyClassLoader loader = new GroovyClassLoader(Runner.class.getClassLoader(), configuration);
        loader.addClasspath(file.getAbsoluteFile().getParent());
        return loader.parseClass(new GroovyCodeSource(text, file.getName(), "/groovy/script"), false);
    }
}
