/**
 * From an image file that nobody vouches for to a picture in memory, under hard limits. What a file
 * is, how large and how costly it is read from its own markers before any decoder sees it; the
 * JDK's decoders then do the work, without its caches, its colour management and its metadata.
 *
 * <p><b>Why the JDK's decoders.</b> Images/s of one thread, JDK 17 on a server's Xeon, by {@code
 * ./mvnw -q -pl model/core test -Pslow -Dtest=DecoderThroughputTest}; the last column brings the
 * picture down to what views of 224 pixels need:
 *
 * <pre>
 * JPEG                   JDK, to RGB   JDK, as stored     here   here, shrunk
 * 32 x 32, 1 kB               54,618           61,874   52,437         52,638
 * 224 x 224, 19 kB             2,094            3,615    2,665          2,695
 * 500 x 375, 70 kB               640              928      696            696
 * 4000 x 3000, 4.4 MB           11.8             14.8     11.3           10.0
 * </pre>
 *
 * <p>The stored components are what takes the time, so there is little to win beside them: they are
 * taken as they are, a large picture is summed row by row in luma and chroma, and only the pixels
 * that are left become RGB, in place. (Colours that the cut at black and white would have moved are
 * averaged before it, as in any decoder that scales; elsewhere the pixels are the same but for one
 * rounding.) The JDK cannot decode at a reduced scale, and its subsampling drops pixels, which
 * aliases.
 *
 * <p>libjpeg-turbo can. Through the best kept Maven artifact that brings it, JavaCPP's preset of
 * Leptonica, it was no faster at full scale in a trial beside the JDK's reader, and at half scale
 * about twice as fast as this package on the largest picture of the table. That is not enough for a
 * second native parser that strangers' bytes reach: it would have to be kept safe by our own
 * releases, while the JDK's, native too, is kept by the JDK's security updates and is in every
 * process anyway.
 *
 * <p><b>Why no WebP.</b> libwebp is native and had a hole that was exploited by pictures alone
 * (CVE-2023-4863). The one decoder in Java that is kept, TwelveMonkeys' imageio-webp, cannot obey
 * the limits here: release 3.15.0, the first with right colours, allocates 100 to 140 bytes a pixel
 * for a lossy picture where JPEG takes 3, and takes sixteen times as long. Whoever sends WebP reads
 * in the dead letter what it is.
 */
package io.hsicflow.model.image;
