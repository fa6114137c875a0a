package dev.bellows.compile;

import dev.bellows.job.Dependencies;
import dev.bellows.job.SparkJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The conf by which Spark finds a program's files and packages. */
final class ApplicationConf {
    static final String PYTHON = "spark.pyspark.python";

    // The home folder of the image's user need not exist, and packages are unpacked below it by default.
    private static final String IVY = "/tmp/.ivy2";

    private final Map<String, String> conf;

    private ApplicationConf(Map<String, String> conf) {
        this.conf = conf;
    }

    static void addTo(Map<String, String> conf, SparkJob job, ApplicationFiles files) {
        ApplicationConf application = new ApplicationConf(conf);
        application.addFiles(files);
        application.addPackages(job.dependencies());
        job.dependencies().uploadTo().ifPresent(folder -> conf.put("spark.kubernetes.file.upload.path", folder));
        if (job.dependencies().pythonEnvironment().isPresent()) {
            conf.putIfAbsent(PYTHON, "./" + ApplicationFiles.ENVIRONMENT + "/bin/python");
        }
    }

    private void addFiles(ApplicationFiles files) {
        List<String> jars = new ArrayList<>(files.jars());
        if (files.program().hasJar()) {
            jars.add(files.program().resource());
        }
        append("spark.jars", jars);
        append("spark.files", files.files());
        append("spark.submit.pyFiles", files.pyFiles());
        append("spark.archives", files.archives());
    }

    private void addPackages(Dependencies dependencies) {
        append("spark.jars.packages", dependencies.packages());
        append("spark.jars.excludes", dependencies.excludes());
        append("spark.jars.repositories", dependencies.repositories());
        if (!dependencies.packages().isEmpty()) {
            conf.putIfAbsent("spark.jars.ivy", IVY);
        }
    }

    private void append(String key, List<String> values) {
        if (!values.isEmpty()) {
            conf.merge(
                    key, String.join(",", values), (others, added) -> others.isBlank() ? added : others + "," + added);
        }
    }
}
