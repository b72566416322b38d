package io.hsicflow.pipeline.experiment;

import io.hsicflow.model.image.DecodedPixels;
import java.util.List;
import java.util.Set;

/**
 * Images in the order in which a stream brings them.
 *
 * @param images what is trained on
 * @param pictures the picture of the data that each image shows, a number
 * @param seenFirst the classes that the first third of the stream brings and the rest does not;
 *     empty where classes do not come in order
 */
record ImageStream(List<DecodedPixels> images, int[] pictures, Set<Integer> seenFirst) {}
