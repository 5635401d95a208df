package io.skein.examples.camera;


import java.io.IOException;

/**
 * A stage of the pipeline, subscribed and publishing. Belongs to one thread.
 */
interface Stage extends AutoCloseable
{
    /**
     * @param context of the stage.
     * @return the stage, connections made, before its first frame.
     * @throws IOException if its pictures can not be read.
     */
    static Stage open(final StageContext context) throws IOException
    {
        if (0 == context.index())
        {
            return new SourceStage(context);
        }
        if (context.index() == context.plan().lastStage())
        {
            return new SinkStage(context);
        }
        return new FilterStage(context, context.plan().filters().get(context.index() - 1));
    }

    /**
     * Pass frames until there are no more.
     *
     * @return what came of it.
     * @throws IOException if a picture can not be written.
     */
    StageReport run() throws IOException;

    /**
     * End the connections; the next stage ends when it has read all.
     */
    @Override
    void close();
}
