using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Cosmo.Core.Storage;

/// <summary>Where everything is kept: one file on this machine, or a PostgreSQL server that several nodes share.</summary>
public enum StorageProvider { Sqlite, Postgres }

/// <summary>Section <c>Storage</c> of the configuration.</summary>
public sealed class StorageOptions : IValidatableObject
{
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>Connection string; empty with SQLite means <c>cosmo.db</c> in the data directory.</summary>
    public string? ConnectionString { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider is StorageProvider.Postgres && ConnectionString?.Contains("Host=", StringComparison.OrdinalIgnoreCase) is not true)
            yield return new("Storage:ConnectionString needs a Host when Storage:Provider is Postgres.");
        if (Provider is StorageProvider.Sqlite && ConnectionString is { Length: > 0 } text && !text.Contains("Data Source=", StringComparison.OrdinalIgnoreCase))
            yield return new("Storage:ConnectionString needs a Data Source when Storage:Provider is Sqlite.");
    }
}

/// <summary>Section <c>Data</c>: the folder of the database file, keys and media.</summary>
public sealed class DataOptions
{
    [Required] public string Directory { get; set; } = "data";

    /// <summary>The folder as an absolute path; a relative one counts from where the program was started.</summary>
    public string FullPath => Path.GetFullPath(Directory);
}

[OptionsValidator]
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>;

[OptionsValidator]
internal sealed partial class DataOptionsValidator : IValidateOptions<DataOptions>;
