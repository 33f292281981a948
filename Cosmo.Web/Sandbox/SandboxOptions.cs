namespace Cosmo.Web.Sandbox;

/// <summary>How the stand-in of Meta's Graph API behaves; the configuration section "Sandbox".</summary>
public sealed class SandboxOptions
{
    /// <summary>Whether the host serves the sandbox. Null leaves it to the host: on while no real channel is connected.</summary>
    public bool? Enabled { get; set; }

    /// <summary>Where webhooks are posted: an absolute address, or a path on the server that hosts the stand-in. Null: nowhere.</summary>
    public string? WebhookUrl { get; set; } = "/webhooks/whatsapp";

    /// <summary>The key webhooks are signed with. AddSandbox draws a random one where it is left empty.</summary>
    public string AppSecret { get; set; } = "";

    /// <summary>The only bearer token that is accepted; null accepts any.</summary>
    public string? AccessToken { get; set; }

    /// <summary>The file that keeps what the stand-in accepted and sent, one JSON object a line. Null keeps nothing.</summary>
    public string? JournalPath { get; set; }

    /// <summary>Whether each line reaches the disk before the request is answered.</summary>
    public bool Durable { get; set; }

    /// <summary>Holds Meta's limit of one message in 6 seconds to the same person, after a burst of 45 (error 131056).</summary>
    public bool PairRate { get; set; } = true;

    /// <summary>Holds Meta's limit of 80 messages a second from one number (error 130429).</summary>
    public bool Throughput { get; set; } = true;

    /// <summary>How long a new template stays PENDING. Zero approves it in the same answer.</summary>
    public TimeSpan TemplateReview { get; set; }

    /// <summary>How long to wait after a webhook that was not answered with 200; doubles with each further try.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait between two tries.</summary>
    public TimeSpan RetryAtMost { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many updates one webhook carries at most; Meta's own limit is 1000.</summary>
    public int BatchSize { get; set; } = 100;

    /// <summary>What the chance in faults grows from: the same seed gives the same faults.</summary>
    public int Seed { get; set; } = 1;
}
