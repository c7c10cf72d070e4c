namespace DroneLogistics.Airspace;

/// <summary>What is wrong with a file of zones, a name for each kind. The zero value is never used.</summary>
public enum ImportProblem
{
    Unknown = 0,

    // The file as a whole.
    NotReadable,
    FileTooLarge,
    NestedTooDeep,
    UnknownFormat,
    ForbiddenContent,
    ArchivePath,
    ArchiveBomb,
    ArchiveLink,
    ArchiveNested,
    XmlEncoding,

    // Keys and words.
    MissingKey,
    UnknownKey,
    DuplicateKey,
    WrongKind,
    UnknownWord,
    TextTooLong,
    OutOfRange,
    NotFinite,
    DuplicateIdentifier,
    AssumedValue,

    // Geometry.
    NoArea,
    TooFewPositions,
    TooManyVertices,
    RingNotClosed,
    RepeatedPosition,
    WrongWinding,
    SelfIntersection,
    InvalidPolygon,
    HolesOverlap,
    CrossesAntimeridian,
    SwappedCoordinates,
    InvalidCircle,
    UnsupportedGeometry,

    // Heights and times.
    UnknownVerticalReference,
    LimitsReversed,
    LimitsEqual,
    InvalidTime,

    /// <summary>SITE_OFFSET_SUSPECT: a place that is known lies where GCJ-02 would draw it.</summary>
    SiteOffsetSuspect,
}
