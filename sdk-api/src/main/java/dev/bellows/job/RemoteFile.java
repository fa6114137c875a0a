package dev.bellows.job;

/**
 * A file that the driver reaches by itself: {@code local://} inside the image, or a URI that Spark can fetch.
 *
 * @param uri the URI, handed to Spark as it is
 */
public record RemoteFile(String uri) implements FileReference {
    @Override
    public String toString() {
        return uri;
    }
}
