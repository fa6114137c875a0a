package dev.bellows.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A file that a job needs: on the submitter's disk, or where a pod can reach it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({@JsonSubTypes.Type(LocalFile.class), @JsonSubTypes.Type(RemoteFile.class)})
public sealed interface FileReference permits LocalFile, RemoteFile {
    /**
     * The reference that a text means: a URI with a scheme is remote, everything else ({@code file:} and the drives of Windows included)
     * is on this disk.
     */
    static FileReference of(String text) {
        if (text.startsWith("file:")) {
            return new LocalFile(text.replaceFirst("^file:(//)?", ""));
        }
        return text.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*") ? new RemoteFile(text) : new LocalFile(text);
    }
}
