using System.Collections.Concurrent;
using System.Data.Common;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using static Cosmo.Core.Work.Statements;

namespace Cosmo.Core.Work;

/// <summary>
/// Writes lines of histories and logs: every message brings some, nothing changes them in the transaction that adds them, and
/// following each like any other row costs several times what writing it does (docs/performance.md). Columns, their names and their
/// conversions are those of the model.
/// </summary>
internal static class AppendedRows
{
    private static readonly ConcurrentDictionary<IEntityType, Table> s_tables = new();

    /// <summary>Inserts rows, those of one kind in one statement; what they refer to must be saved before.</summary>
    public static async Task InsertAsync(CosmoContext db, IReadOnlyList<object> rows, CancellationToken cancel)
    {
        foreach (var kind in rows.GroupBy(r => r.GetType()))
        {
            var table = s_tables.GetOrAdd(db.Model.FindEntityType(kind.Key) ?? throw new InvalidOperationException($"{kind.Key.Name} is no entity."), t => new(t));
            foreach (var some in InParts([.. kind]))
                await table.InsertAsync(db, some, cancel);
        }
    }

    private sealed class Table
    {
        private readonly Column[] _columns;
        private readonly string _insert;
        private readonly ConcurrentDictionary<int, string> _statements = new();

        public Table(IEntityType type)
        {
            var stored = StoreObjectIdentifier.Create(type, StoreObjectType.Table) ?? throw new InvalidOperationException($"{type.Name} has no table.");
            _columns = [.. type.GetProperties().Select(p => new Column(p, p.GetColumnName(stored)
                ?? throw new InvalidOperationException($"{type.Name}.{p.Name} has no column.")))];
            // Names of the model's own tables and columns: none has a quotation mark in it.
            _insert = $"INSERT INTO \"{stored.Name}\" ({string.Join(',', _columns.Select(c => $"\"{c.Name}\""))}) VALUES ";
        }

        public async Task InsertAsync(CosmoContext db, object[] rows, CancellationToken cancel)
        {
            await using var command = Command(db, _statements.GetOrAdd(rows.Length, count =>
                _insert + Repeat(count, row => $"({Repeat(_columns.Length, column => $"@p{row * _columns.Length + column}")})")));
            var at = 0;
            foreach (var row in rows)
            {
                foreach (var column in _columns)
                    column.Add(command, $"@p{at++}", row);
            }

            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private sealed class Column(IProperty property, string name)
    {
        private readonly RelationalTypeMapping _mapping = property.GetRelationalTypeMapping();
        private readonly IClrPropertyGetter _getter = property.GetGetter();

        public string Name => name;

        public void Add(DbCommand command, string parameter, object row) =>
            command.Parameters.Add(_mapping.CreateParameter(command, parameter, _getter.GetClrValue(row), property.IsNullable));
    }
}
