using System.Net;
using System.Text;
using Cosmo.Core.Conversations;
using Cosmo.Tests.Channels;
using Cosmo.Web.Sandbox;
using Cosmo.Web.Webhooks;

namespace Cosmo.Tests.Webhooks;

/// <summary>Many bodies at once: what has no room is refused, and lost is none.</summary>
public sealed class WebhookRoomTests
{
    private const int Room = 5000;

    private readonly WebhookRoom _room = new(Room);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_has_no_room_is_asked_to_come_again_and_is_taken_then(bool announced)
    {
        await using var door = WebhookDoor.Open(room: _room);
        var (first, second) = (Text("first"), Text("second"));
        using var slow = new HeldBack(first, announced);
        var sending = door.PostAsync(slow, Webhook.Signature(first));
        await slow.Half;
        // An announced body takes its room at once, any other what has come of it.
        await Eventually.SeeAsync("the first body takes its room", () => _room.Held == (announced ? first.Length : first.Length / 2));

        using (var content = new ByteArrayContent(second))
        using (var refused = await door.SendAsync(content, Webhook.Signature(second)))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(5), refused.Headers.RetryAfter?.Delta);
        }

        using (var unannounced = new HeldBack(second, announced: false))
        {
            unannounced.GoOn();
            Assert.Equal(503, await door.PostAsync(unannounced, Webhook.Signature(second)));
        }

        slow.GoOn();
        Assert.Equal(200, await sending);
        await Eventually.SeeAsync("the room is free again", () => _room.Held == 0);
        Assert.Equal(200, await door.PostSignedAsync(second));
        await Eventually.SeeAsync("both are stored once", async () =>
            (await door.AllAsync<Message>()).Count(m => m.Author is Author.Customer) == 2);
    }

    [Fact]
    public async Task What_is_refused_gives_its_room_back()
    {
        await using var door = WebhookDoor.Open(room: _room);
        Assert.Equal(401, await door.PostAsync(Text("not signed")));
        Assert.Equal(503, await door.PostSignedAsync(new byte[Room + 1]));
        Assert.Equal(413, await door.PostSignedAsync(new byte[5 * 1024 * 1024]));
        await Eventually.SeeAsync("nothing is held", () => _room.Held == 0);
        Assert.Equal(200, await door.PostSignedAsync(Text("after all of them")));
    }

    /// <summary>A body of about 4,000 bytes: one has room, one and a half have not.</summary>
    private static byte[] Text(string word) =>
        Webhook.FromCustomer(DefaultSandboxCast.Maria, WebhookDoor.Number, word.PadRight(7000, '.')[..3500] + word, TimeProvider.System.GetUtcNow());

    /// <summary>Bytes of which half come at once and half when they are told to.</summary>
    private sealed class HeldBack(byte[] bytes, bool announced) : HttpContent
    {
        private readonly TaskCompletionSource _half = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Half => _half.Task;

        public void GoOn() => _goOn.TrySetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
            await stream.FlushAsync();
            _half.TrySetResult();
            await _goOn.Task;
            await stream.WriteAsync(bytes.AsMemory(bytes.Length / 2));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes.Length;
            return announced;
        }
    }
}
