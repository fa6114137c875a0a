package dev.bellows.job.preset;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.bellows.job.pod.SecretRef;
import java.util.Optional;

/**
 * An object store that the job reads and writes, with a committer that is safe there: renaming is no commit on object stores. The image
 * must hold the store's connector and {@code spark-hadoop-cloud}. Credentials are named, never given; without any, the pods' own identity
 * is used, as the cloud's own webhook gives it to the pods' service accounts.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ObjectStorage.S3a.class, name = "s3a"),
    @JsonSubTypes.Type(value = ObjectStorage.Gcs.class, name = "gcs"),
    @JsonSubTypes.Type(value = ObjectStorage.Abfs.class, name = "abfs")
})
public sealed interface ObjectStorage {
    /** Amazon S3 or what speaks its protocol, with the magic committer. */
    static S3a s3a() {
        return new S3a(Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.empty(), Optional.empty());
    }

    /** Google Cloud Storage, with the manifest committer; Spark 4.0 and later. */
    static Gcs gcs() {
        return new Gcs(Optional.empty());
    }

    /** Azure Data Lake Storage, with its manifest committer; Spark 4.0 and later. */
    static Abfs abfs(String account) {
        return new Abfs(account, Optional.empty());
    }

    /**
     * S3.
     *
     * @param stagingFolder a folder that all pods share, as a URI, by which the staging committer tells what to commit; default: none, and
     *     the magic committer, which needs none
     * @param endpoint the URL of the service, if it is not Amazon's
     * @param region the region
     * @param pathStyle whether buckets are named in the path, as most other services want
     * @param accessKey the Secret's key that holds the access key id; with {@code secretKey}
     * @param secretKey the Secret's key that holds the secret access key; with {@code accessKey}
     */
    record S3a(
            Optional<String> stagingFolder,
            Optional<String> endpoint,
            Optional<String> region,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean pathStyle,
            Optional<SecretRef> accessKey,
            Optional<SecretRef> secretKey)
            implements ObjectStorage {
        /**
         * The same with the staging committer, which uploads when a task commits. Its tasks tell the driver what to commit by files in a
         * folder that all of them share, such as {@code hdfs://namenode/tmp} or a volume that all pods mount.
         */
        public S3a stagedIn(String folder) {
            return new S3a(Optional.of(folder), endpoint, region, pathStyle, accessKey, secretKey);
        }

        /** The same at a service that is not Amazon's, with buckets named in the path. */
        public S3a at(String url) {
            return new S3a(stagingFolder, Optional.of(url), region, true, accessKey, secretKey);
        }

        /** The same in a region. */
        public S3a inRegion(String name) {
            return new S3a(stagingFolder, endpoint, Optional.of(name), pathStyle, accessKey, secretKey);
        }

        /** The same with credentials from Secrets. */
        public S3a withCredentials(SecretRef access, SecretRef secret) {
            return new S3a(stagingFolder, endpoint, region, pathStyle, Optional.of(access), Optional.of(secret));
        }
    }

    /**
     * Google Cloud Storage.
     *
     * @param keyFile the Secret's key that holds a service account's JSON; default: the pods' own identity
     */
    record Gcs(Optional<SecretRef> keyFile) implements ObjectStorage {
        /** The same with a service account's key from a Secret. */
        public Gcs withKeyFile(SecretRef secret) {
            return new Gcs(Optional.of(secret));
        }
    }

    /**
     * Azure Data Lake Storage.
     *
     * @param account the storage account's name
     * @param accountKey the Secret's key that holds the account's key; default: the pods' workload identity
     */
    record Abfs(@JsonProperty(required = true) String account, Optional<SecretRef> accountKey)
            implements ObjectStorage {
        /** The same with the account's key from a Secret. */
        public Abfs withAccountKey(SecretRef secret) {
            return new Abfs(account, Optional.of(secret));
        }
    }
}
