package dev.bellows.compile;

import dev.bellows.job.Archive;
import dev.bellows.job.Dependencies;
import dev.bellows.job.FileReference;
import dev.bellows.job.LocalFile;
import dev.bellows.job.SparkJob;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Where the program and its files are once the driver runs.
 *
 * @param program the program as the driver is started with it
 * @param jars further jars, without the program's own
 * @param files plain files
 * @param pyFiles Python modules
 * @param archives archives, with the folder behind {@code #}
 * @param local the files that travel with the job, by their key in the ConfigMap
 * @param uploads the files that are uploaded before the job starts, by their URI
 */
record ApplicationFiles(
        Program program,
        List<String> jars,
        List<String> files,
        List<String> pyFiles,
        List<String> archives,
        SortedMap<String, LocalFile> local,
        SortedMap<String, LocalFile> uploads) {
    /** The folder that a Python environment is unpacked into, relative to the working folder. */
    static final String ENVIRONMENT = "environment";

    static ApplicationFiles of(SparkJob job, AttemptId attempt) {
        Dependencies dependencies = job.dependencies();
        FilePlaces places = new FilePlaces(dependencies.uploadTo().map(folder -> folderOf(folder, attempt)));
        Program program = Program.of(job.application().orElseThrow(), places::of);
        List<String> jars = new ArrayList<>(jars(job, places));
        if (program.hasJar() && places.uploads().containsKey(program.resource())) {
            // As spark-submit does: the driver finds its jar among the others.
            jars.add(program.resource());
            program = program.withoutFile();
        }
        return new ApplicationFiles(
                program,
                jars,
                places.of(dependencies.files()),
                places.of(dependencies.pyFiles()),
                archives(dependencies, places),
                places.inRecord(),
                places.uploads());
    }

    // By that id a submission has a folder that no other one writes to, not even another submission of the same run.
    private static String folderOf(String folder, AttemptId attempt) {
        return folder + (folder.endsWith("/") ? "" : "/") + attempt.uploads() + "/";
    }

    private static List<String> jars(SparkJob job, FilePlaces places) {
        List<FileReference> jars = new ArrayList<>(job.dependencies().jars());
        job.gpu().flatMap(gpu -> gpu.rapids()).ifPresent(jars::add);
        return places.of(jars);
    }

    private static List<String> archives(Dependencies dependencies, FilePlaces places) {
        List<Archive> archives = new ArrayList<>(dependencies.archives());
        dependencies.pythonEnvironment().ifPresent(file -> archives.add(new Archive(file, ENVIRONMENT)));
        return archives.stream()
                .map(archive -> places.of(archive.file()) + (archive.folder().isEmpty() ? "" : "#" + archive.folder()))
                .toList();
    }
}
