package dev.bellows.compile;

import dev.bellows.job.Application;
import dev.bellows.job.ClassApplication;
import dev.bellows.job.ConnectServer;
import dev.bellows.job.FileReference;
import dev.bellows.job.JarApplication;
import dev.bellows.job.PythonApplication;
import dev.bellows.job.RApplication;
import java.util.List;
import java.util.function.Function;

/**
 * A program as the driver is started with it.
 *
 * @param type what Spark calls its kind: {@code java}, {@code python} or {@code r}
 * @param mainClass the class that Spark starts
 * @param resource its file as the driver names it, or {@link #NO_FILE}
 * @param args its arguments
 */
record Program(String type, String mainClass, String resource, List<String> args) {
    static final String JAVA = "java";
    static final String PYTHON = "python";
    static final String R = "r";

    /** What Spark is told instead of a file when the class is on the class path already. */
    static final String NO_FILE = "spark-internal";

    static Program of(Application application, Function<FileReference, String> place) {
        return application.read(new Application.Reader<>() {
            @Override
            public Program jar(JarApplication jar) {
                return new Program(JAVA, jar.mainClass(), place.apply(jar.jar()), jar.args());
            }

            @Override
            public Program python(PythonApplication script) {
                String runner = "org.apache.spark.deploy.PythonRunner";
                return new Program(PYTHON, runner, place.apply(script.file()), script.args());
            }

            @Override
            public Program r(RApplication script) {
                return new Program(R, "org.apache.spark.deploy.RRunner", place.apply(script.file()), script.args());
            }

            @Override
            public Program ofClass(ClassApplication program) {
                return new Program(JAVA, program.mainClass(), NO_FILE, program.args());
            }

            @Override
            public Program connect(ConnectServer server) {
                return new Program(JAVA, ConnectServer.MAIN_CLASS, NO_FILE, server.args());
            }
        });
    }

    Program withoutFile() {
        return new Program(type, mainClass, NO_FILE, args);
    }

    boolean isPython() {
        return type.equals(PYTHON);
    }

    /** Whether the file is a jar that belongs on the class path. */
    boolean hasJar() {
        return type.equals(JAVA) && !resource.equals(NO_FILE);
    }
}
