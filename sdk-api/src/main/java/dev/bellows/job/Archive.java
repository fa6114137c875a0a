package dev.bellows.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;

/**
 * A packed folder ({@code .tar.gz}, {@code .zip}, {@code .jar}) that driver and executors unpack into their working folder.
 *
 * @param file the archive
 * @param folder the name of the folder it is unpacked into; empty: the archive's own name
 */
public record Archive(
        @JsonProperty(required = true) FileReference file,
        @JsonSetter(nulls = Nulls.AS_EMPTY) String folder) {
    /** The archive that a text names as Spark writes it: {@code file#folder}, or {@code file} alone. */
    public static Archive of(String text) {
        int hash = text.indexOf('#');
        return hash < 0
                ? new Archive(FileReference.of(text), "")
                : new Archive(FileReference.of(text.substring(0, hash)), text.substring(hash + 1));
    }
}
