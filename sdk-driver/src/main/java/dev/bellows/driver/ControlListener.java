package dev.bellows.driver;

import org.apache.spark.SparkConf;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one class that Spark loads. Whatever fails in its constructor comes out as the one exception for which Spark goes on without a
 * listener, and nothing comes out of its events: an error there would stop the application.
 */
public final class ControlListener extends SparkListener {
    private final Control control;

    /** A listener that serves the SDK's requests until the application ends. */
    @SuppressWarnings("CatchingUnchecked")
    public ControlListener(SparkConf conf) {
        try {
            control = Control.start(conf);
        } catch (Throwable e) {
            warn("the application goes on without Bellows' control", e);
            throw new UnsupportedOperationException("no control");
        }
    }

    @Override
    public void onJobStart(SparkListenerJobStart event) {
        guarded(() -> control.jobStarted(event));
    }

    @Override
    public void onJobEnd(SparkListenerJobEnd event) {
        guarded(() -> control.jobEnded(event));
    }

    @Override
    public void onOtherEvent(SparkListenerEvent event) {
        guarded(() -> control.otherEvent(event));
    }

    @Override
    public void onApplicationEnd(SparkListenerApplicationEnd event) {
        guarded(control::stop);
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            warn("an event is not heard", e);
        }
    }

    private static void warn(String what, Throwable error) {
        try {
            Logger log = LoggerFactory.getLogger(ControlListener.class);
            log.warn("{}: {}", what, error.toString());
        } catch (Throwable e) {
            // Not even a log: there is nobody to tell.
        }
    }
}
