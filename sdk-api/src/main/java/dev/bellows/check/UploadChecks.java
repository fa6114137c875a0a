package dev.bellows.check;

import dev.bellows.job.LocalFile;
import dev.bellows.job.SparkJob;
import java.util.regex.Pattern;

/** Checks where local files are uploaded to. */
final class UploadChecks {
    private static final String KEY = "spark.kubernetes.file.upload.path";
    private static final String FIELD = "dependencies.uploadTo";
    private static final Pattern FOLDER = Pattern.compile("[a-z][a-z0-9+.-]*:/[^\\s,#]+");
    private static final Pattern PASSWORD = Pattern.compile("[^:]+://[^/@]*:[^/@]*@.*");

    private UploadChecks() {}

    /**
     * Checks a job.
     *
     * @param hasFiles whether the program or its dependencies are local files
     */
    static void check(SparkJob job, boolean hasFiles, Findings findings) {
        job.dependencies().uploadTo().ifPresent(folder -> {
            if (PASSWORD.matcher(folder).matches()) {
                findings.report(DependencyProblem.UPLOAD_FOLDER_INVALID, FIELD, "(hidden)", "a URI without a password");
            } else if (!FOLDER.matcher(folder).matches()) {
                findings.report(DependencyProblem.UPLOAD_FOLDER_INVALID, FIELD, folder, "an absolute URI");
            }
            boolean rapids = job.gpu()
                    .flatMap(gpu -> gpu.rapids())
                    .filter(LocalFile.class::isInstance)
                    .isPresent();
            if (!hasFiles && !rapids) {
                findings.report(DependencyProblem.DEPENDENCY_UNUSED, FIELD, "no use for it", "a file on this machine");
            }
        });
        String path = job.conf().get(KEY);
        if (path != null) {
            findings.report(DependencyProblem.UPLOAD_PATH, "conf." + KEY, path, "no such key");
        }
    }
}
