package dev.bellows.k8s.internal.perform;

import dev.bellows.k8s.internal.admit.Entrance;
import dev.bellows.k8s.internal.submit.FileFolders;
import dev.bellows.k8s.internal.supervise.Moment;
import dev.bellows.k8s.port.ClusterPort;
import dev.bellows.k8s.port.FileUploader;
import dev.bellows.k8s.port.TimeSource;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What all runs of a connection share.
 *
 * @param cluster the cluster, with deadlines and retries
 * @param time time and turns
 * @param callbacks where the user's code runs
 * @param clock the API server's time
 * @param watches the watches, by namespace
 * @param entrance where runs wait for their turn
 * @param lanes the runs that have not ended
 * @param expiries what stays of runs for a while
 * @param futures what was handed out and is not complete
 * @param client the connection's client name
 * @param uploader how local files get to where pods can read them
 * @param folders where local files may lie
 */
record Surroundings(
        ClusterPort cluster,
        TimeSource time,
        Executor callbacks,
        ApiClock clock,
        Watches watches,
        Entrance entrance,
        Lanes lanes,
        Expiries expiries,
        OpenFutures futures,
        String client,
        Optional<FileUploader> uploader,
        FileFolders folders) {
    /** Now. */
    Moment moment() {
        return new Moment(time.wallTime(), time.nanoTime(), clock.now());
    }
}
