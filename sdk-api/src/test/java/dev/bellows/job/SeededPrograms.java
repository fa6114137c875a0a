package dev.bellows.job;

import java.util.List;
import java.util.Random;

/** Programs by chance, of every kind, with what they need beside themselves. */
final class SeededPrograms {
    private static final List<String> LINES = List.of("3.5", "4.0", "4.1", "4.2", "4.3");

    private static final int PYTHON = 0;
    private static final int R = 1;

    private final SparkJobBuilder job;
    private final Random random;

    private SeededPrograms(SparkJobBuilder job, Random random) {
        this.job = job;
        this.random = random;
    }

    /** Chooses program, Spark line and dependencies; the line. */
    static SparkVersion fill(SparkJobBuilder job, Random random) {
        SeededPrograms programs = new SeededPrograms(job, random);
        int kind = programs.program();
        SparkVersion line = SparkVersion.ofLine(LINES.get(random.nextInt(LINES.size())));
        job.spark(line);
        job.dependencies(dependencies -> programs.dependencies(dependencies, kind));
        return line;
    }

    private int program() {
        int kind = random.nextInt(6);
        switch (kind) {
            case PYTHON -> job.python(file("py"));
            case R -> job.r(file("R"));
            case 2 -> job.sparkClass("com.acme.Main");
            case 3 -> job.connectServer();
            default -> job.jar(file("jar"), "com.acme.Main");
        }
        return kind;
    }

    private void dependencies(DependenciesBuilder dependencies, int kind) {
        // Spark reads the jars of an R program before it starts.
        maybe(() ->
                dependencies.jars(kind == R ? "/home/me/" + name() + ".jar" : file("jar"), "/opt/" + name() + ".jar"));
        maybe(() -> dependencies.files(file("csv")));
        maybe(() -> dependencies.archives(file("zip"), file("tar.gz") + "#" + name()));
        if (kind == PYTHON) {
            maybe(() -> dependencies.pyFiles(file("py"), file("zip")));
            maybe(() -> dependencies.pythonEnvironment(file("tar.gz")));
        }
        // Spark 3.5 finds its Connect server in a package only.
        if (kind != R) {
            maybe(() -> dependencies.files("/home/me/" + name() + ".txt").uploadTo(uploads()));
        }
        dependencies.packages("org.apache.spark:spark-connect_2.12:3.5.9");
        maybe(() -> dependencies.packages("com.acme:" + name() + ":1.0"));
        maybe(() -> dependencies.excludes("com.acme:" + name()));
        maybe(() -> dependencies.repositories("https://repo.example.com/" + name()));
    }

    private String uploads() {
        return random.nextBoolean() ? "s3a://acme/uploads" : "hdfs://acme/uploads/";
    }

    private String file(String suffix) {
        return (random.nextBoolean() ? "local:///opt/" : "/home/me/") + name() + "." + suffix;
    }

    private String name() {
        return "n" + Integer.toString(random.nextInt(Integer.MAX_VALUE), 36);
    }

    private void maybe(Runnable setting) {
        if (random.nextBoolean()) {
            setting.run();
        }
    }
}
