namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>What a received message is.</summary>
public enum MessageKind
{
    Text, Image, Video, Audio, Voice, Document, Sticker, Location, Contacts,
    /// <summary>One of our reply buttons was pressed.</summary>
    ButtonReply,
    /// <summary>A row of our list was chosen.</summary>
    ListReply,
    /// <summary>A form of ours was filled in.</summary>
    FlowReply,
    /// <summary>A quick reply of a template was pressed.</summary>
    TemplateButton,
    Reaction, Order,
    /// <summary>WhatsApp tells that the person changed number or id. Opens no window and no ticket.</summary>
    System,
    /// <summary>The customer changed an earlier message.</summary>
    Edit,
    /// <summary>The customer took an earlier message back.</summary>
    Revoke,
    /// <summary>A colleague wrote from the WhatsApp Business app. Has no effect on the window.</summary>
    Echo,
    /// <summary>Something WhatsApp does not hand on, or a type we do not know.</summary>
    Unsupported,
}

/// <summary>A message as a customer wrote it, or an echo of one a colleague wrote on the phone.</summary>
public sealed record InboundMessage
{
    /// <summary>The message's id at WhatsApp (wamid).</summary>
    public required string ProviderId { get; init; }
    /// <summary>Our number's id at Meta.</summary>
    public string? PhoneNumberId { get; init; }
    /// <summary>The customer's user id, scoped to our business portfolio. It changes with their phone number.</summary>
    public string? UserId { get; init; }
    /// <summary>The customer's user id in the parent portfolio, where there is one.</summary>
    public string? ParentUserId { get; init; }
    /// <summary>The customer's phone as WhatsApp writes it: digits without "+". Missing for people with a username.</summary>
    public string? Phone { get; init; }
    /// <summary>The customer's username, with its "@".</summary>
    public string? Username { get; init; }
    /// <summary>The name the customer gave themselves. Anybody can claim any name.</summary>
    public string? ProfileName { get; init; }
    /// <summary>When it was sent, by WhatsApp's clock; the time of receipt where that is impossible.</summary>
    public required DateTimeOffset ProviderTime { get; init; }
    /// <summary>The time exactly as it came, for whoever has to find out why <see cref="ProviderTime"/> was corrected.</summary>
    public string? ProviderTimestamp { get; init; }
    /// <summary>What it is.</summary>
    public MessageKind Kind { get; init; } = MessageKind.Unsupported;
    /// <summary>What an echo or an edit holds. Null for everything else.</summary>
    public MessageKind? InnerKind { get; init; }
    /// <summary>What to show: body, caption, button title, place, names, order; the type where it is unsupported.</summary>
    public string? Text { get; init; }
    /// <summary>The id of the pressed button or chosen row, the payload of a template's quick reply.</summary>
    public string? ReplyId { get; init; }
    /// <summary>The filled-in form as the JSON text it came in.</summary>
    public string? FlowResponse { get; init; }
    /// <summary>The message it answers. May be unknown to us: then it is shown without the quote.</summary>
    public string? QuotedProviderId { get; init; }
    /// <summary>True when the customer forwarded it.</summary>
    public bool Forwarded { get; init; }
    /// <summary>The file that came with it.</summary>
    public InboundMedia? Media { get; init; }
    /// <summary>The place it names.</summary>
    public InboundLocation? Location { get; init; }
    /// <summary>The message that a reaction, an edit or a revocation is about.</summary>
    public string? TargetProviderId { get; init; }
    /// <summary>The reaction's emoji. Null on a reaction: it was taken away.</summary>
    public string? Emoji { get; init; }
    /// <summary>How the person's number or id changed.</summary>
    public SystemChange? SystemChange { get; init; }
    /// <summary>The headline of the advertisement or post the customer came from.</summary>
    public string? ReferralHeadline { get; init; }
    /// <summary>The phone the customer shared when asked for it, with "+".</summary>
    public string? SharedPhone { get; init; }
    /// <summary>The group it was written in.</summary>
    public string? GroupId { get; init; }
    /// <summary>Meta's error code on a message it could not hand on in full, such as 131051 or 131052.</summary>
    public int? ErrorCode { get; init; }
    /// <summary>The message element as it came, cleaned of what no database takes.</summary>
    public required string Raw { get; init; }
}

/// <summary>A file at Meta. The id lives seven days, the address five minutes.</summary>
/// <param name="Id">The id to fetch it by.</param>
/// <param name="MimeType">The type its sender claims.</param>
/// <param name="Sha256">Its hash as Meta gave it: base64 in webhooks, hex was seen elsewhere.</param>
/// <param name="FileName">A name that is safe to show and to offer for download. Null when none was given.</param>
/// <param name="Voice">True for a voice note.</param>
/// <param name="Animated">True for a moving sticker.</param>
/// <param name="Url">Where it lay when the webhook was written; only for allow-listed hosts.</param>
public sealed record InboundMedia(string? Id, string? MimeType, string? Sha256, string? FileName, bool Voice, bool Animated, string? Url);

/// <summary>A point on the map, in degrees.</summary>
public sealed record InboundLocation(double Latitude, double Longitude);

/// <summary>How somebody's identity changed.</summary>
public enum SystemChangeKind
{
    /// <summary>A new phone number, and with it a new user id.</summary>
    PhoneChanged,
    /// <summary>A new user id; the phone cannot be shared.</summary>
    UserIdChanged,
    /// <summary>The person's device keys changed.</summary>
    IdentityChanged,
    /// <summary>Something Meta added since.</summary>
    Other,
}

/// <summary>A change of identity: the new ids belong to the same contact as the old ones.</summary>
/// <param name="Kind">What changed.</param>
/// <param name="NewUserId">The user id from now on.</param>
/// <param name="PreviousUserId">The user id until now.</param>
/// <param name="NewPhone">The phone from now on, digits without "+".</param>
public sealed record SystemChange(SystemChangeKind Kind, string? NewUserId, string? PreviousUserId, string? NewPhone);
