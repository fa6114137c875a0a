package dev.bellows.k8s.port;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * Copies files of this machine to where a job's pods can read them: the client of an object store, wrapped. Called for the local files of
 * jobs that say {@code dependencies(d -> d.uploadTo(...))}, before anything is created in the cluster. Must be thread-safe.
 */
@FunctionalInterface
public interface FileUploader {
    /**
     * Copies a file. Must not block; the future completes when the file can be read at the target, exceptionally if it cannot be
     * copied: then the job is refused with the exception's message.
     *
     * @param file a file of this machine
     * @param target the URI at which pods will read it, in the folder that the job names; no two attempts share one
     */
    CompletableFuture<Void> upload(Path file, URI target);
}
