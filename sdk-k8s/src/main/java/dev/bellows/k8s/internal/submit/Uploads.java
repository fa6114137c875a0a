package dev.bellows.k8s.internal.submit;

import dev.bellows.job.LocalFile;
import dev.bellows.k8s.port.FileUploader;
import dev.bellows.run.FailureKind;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Copies a job's local files to where it says, before anything of it is created. */
final class Uploads {
    private final Optional<FileUploader> uploader;
    private final FileFolders folders;

    Uploads(Optional<FileUploader> uploader, FileFolders folders) {
        this.uploader = uploader;
        this.folders = folders;
    }

    /** Blocks for as long as it takes to find the files. Completes when all are there, or with a {@link Refusal}. */
    CompletableFuture<Void> send(Map<String, LocalFile> files) {
        if (files.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        if (uploader.isEmpty()) {
            return CompletableFuture.failedFuture(Refusal.invalid("dependencies.uploadTo: this connection cannot upload"
                    + " (expected: an uploader). Connect with ConnectOptions.ambient().uploader(...)."));
        }
        return CompletableFuture.allOf(files.entrySet().stream()
                .map(file -> send(file.getKey(), file.getValue()))
                .toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<Void> send(String target, LocalFile file) {
        CompletableFuture<Void> sent;
        Path path;
        try {
            path = folders.find(file);
        } catch (Refusal refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
        try {
            sent = uploader.orElseThrow().upload(path, URI.create(target));
        } catch (RuntimeException e) {
            sent = CompletableFuture.failedFuture(e);
        }
        return sent.exceptionallyCompose(error -> CompletableFuture.failedFuture(
                new Refusal(FailureKind.UPLOAD, file + " could not be uploaded to " + target + ": " + message(error))));
    }

    private static String message(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
    }
}
