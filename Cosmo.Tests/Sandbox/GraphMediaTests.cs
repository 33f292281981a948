using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cosmo.Web.Sandbox;

namespace Cosmo.Tests.Sandbox;

public sealed class GraphMediaTests
{
    private static readonly string Number = DefaultSandboxCast.Business.PhoneNumberId;

    [Fact]
    public async Task A_file_is_uploaded_sent_described_and_fetched_with_the_token()
    {
        await using var host = await SandboxHost.StartAsync();
        host.Graph.Say(DefaultSandboxCast.Maria.UserId, Number, "Hola");
        using var file = new ByteArrayContent([1, 2, 3]);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        using var form = new MultipartFormDataContent
        {
            { new StringContent("whatsapp"), "messaging_product" }, { new StringContent("application/pdf"), "type" }, { file, "file", "a.pdf" },
        };
        using var uploaded = await host.Client.PostAsync($"v26.0/{Number}/media", form, TestContext.Current.CancellationToken);
        var id = (string)(await uploaded.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!["id"]!;

        await host.SendAsync(new { messaging_product = "whatsapp", to = "+34600000001", type = "document", document = new { id, filename = "bill.pdf" } });
        Assert.Equal((id, "bill.pdf"), (host.Graph.Sends()[0].MediaId, host.Graph.Sends()[0].FileName));

        var described = await host.GetAsync($"v26.0/{id}?phone_number_id={Number}");
        Assert.Equal(3, (int)described["file_size"]!);
        var url = (string)described["url"]!;
        Assert.Equal([1, 2, 3], await host.Client.GetByteArrayAsync(url, TestContext.Current.CancellationToken));
        using var stranger = new HttpClient();
        Assert.Equal(401, (int)(await stranger.GetAsync(url, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_number_describes_itself_and_subscribes_the_app()
    {
        await using var host = await SandboxHost.StartAsync();
        var number = await host.GetAsync($"v21.0/{Number}?fields=display_phone_number,quality_rating");
        Assert.Equal(("+34910000001", "GREEN", Number),
            ((string?)number["display_phone_number"], (string?)number["quality_rating"], (string?)number["id"]));
        var (status, answer) = await host.PostAsync($"v26.0/{DefaultSandboxCast.Business.WabaId}/subscribed_apps", new { });
        Assert.True(status == 200 && (bool)answer!["success"]!);
    }
}
