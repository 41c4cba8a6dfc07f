using System.IO.Pipelines;
using Daybook.Mcp.Transports;
using Xunit;

namespace Daybook.Mcp.Tests.Transports;

public sealed class BlockingInputTests
{
    [Fact]
    public async Task Everything_comes_through_and_then_the_end()
    {
        byte[] bytes = new byte[3 << 20];
        Random.Shared.NextBytes(bytes);
        using var arrived = new MemoryStream();
        await BlockingInput.Of(new MemoryStream(bytes)).Stream.CopyToAsync(arrived, TestContext.Current.CancellationToken);
        Assert.Equal(bytes, arrived.ToArray());
    }

    [Fact]
    public async Task A_stream_that_fails_has_ended()
    {
        var pipe = new Pipe();
        await pipe.Writer.CompleteAsync(new IOException("gone"));
        Assert.Equal(0, await BlockingInput.Of(pipe.Reader.AsStream()).Stream.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
    }
}
