# An APT archive of two suites that changes: `wren` offers by-hash, `tern` does not. Its packages keep their names, wren-00 and so on;
# a change gives some of them their next version. An object holds what stands in the tree; each step of a change is a method of its
# own, so that the caller chooses their order, and what others see between them.
package Archive;
use strict;
use warnings;
use Digest::SHA 'sha256_hex';
use File::Basename 'dirname';
use File::Path 'make_path';
use IO::Compress::Gzip '$GzipError';
use POSIX 'strftime';
use Time::HiRes qw(sleep time);

our $packages_per_suite = 24;
our $package_bytes = 16_384;
# Indexes of so many versions stand below by-hash, as dak keeps some.
our $by_hash_versions = 3;
my $index_directory = 'main/binary-amd64';

# new ROOT, KEY: the directory of the tree, or a symlink to it, and the directory of gpg that holds the one key.
sub new {
    my ($class, $root, $key) = @_;
    my $self = bless { root => $root, key => $key, date => 0, suites => {} }, $class;
    $self->{suites}{$_} = { name => $_, by_hash => $_ eq 'wren', packages => {}, old => [], versions => [] } for qw(wren tern);
    return $self;
}

sub suites { my ($self) = @_; return sort keys %{ $self->{suites} } }

# next_versions SUITE, NUMBER...: these packages get their next version; returns the pool paths to add, with their bytes.
sub next_versions {
    my ($self, $suite_name, @numbers) = @_;
    my $suite = $self->{suites}{$suite_name};
    my %added;
    for my $name (map { sprintf '%s-%02d', $suite_name, $_ } @numbers) {
        my $package = $suite->{packages}{$name} //= { version => 0 };
        push @{ $suite->{old} }, $package->{path} if $package->{path};
        my $version = ++$package->{version};
        my $control = "Package: $name\nVersion: $version\nArchitecture: amd64\nMaintainer: Storm <storm\@example.org>\n"
            . "Description: changes all the time\n";
        my $bytes = package_file($control, $name);
        my $path = 'pool/main/' . substr($name, 0, 1) . "/$name/${name}_${version}_amd64.deb";
        $package->{path} = $path;
        $package->{stanza} = $control . "Filename: $path\nSize: " . length($bytes) . "\nSHA256: " . sha256_hex($bytes) . "\n";
        $added{$path} = $bytes;
    }
    return %added;
}

# old_files SUITE: the pool paths that no index names any more, once.
sub old_files {
    my ($self, $suite_name) = @_;
    my $suite = $self->{suites}{$suite_name};
    my @old = @{ $suite->{old} };
    $suite->{old} = [];
    return @old;
}

# metadata SUITE, IS_BROKEN: makes the suite's indexes and Release of a new date. Returns the files of the indexes, by path, those of
# Release, and the paths below by-hash that are no longer kept. In a broken one Packages.xz is not what Release lists.
sub metadata {
    my ($self, $suite_name, $is_broken) = @_;
    my $suite = $self->{suites}{$suite_name};
    $self->next_date;
    my $text = join "\n", map { $suite->{packages}{$_}{stanza} } sort keys %{ $suite->{packages} };
    my %forms = ('Packages' => $text, 'Packages.gz' => gzip($text), 'Packages.xz' => filter($text, 'xz', '-c'));
    my $release = "Origin: Storm\nSuite: $suite_name\nCodename: $suite_name\n"
        . 'Date: ' . rfc_date($self->{date}) . "\nValid-Until: " . rfc_date($self->{date} + 86_400) . "\n"
        . "Architectures: amd64\nComponents: main\n"
        . ($suite->{by_hash} ? "Acquire-By-Hash: yes\n" : '') . "SHA256:\n";
    my (%indexes, @by_hash);
    for my $form (sort keys %forms) {
        my $digest = sha256_hex($forms{$form});
        $release .= sprintf " %s %d %s/%s\n", $digest, length $forms{$form}, $index_directory, $form;
        substr($forms{$form}, -1) ^= "\1" if $is_broken && $form eq 'Packages.xz';
        my $directory = "dists/$suite_name/$index_directory";
        $indexes{"$directory/$form"} = $forms{$form};
        next unless $suite->{by_hash};
        $indexes{"$directory/by-hash/SHA256/$digest"} = $forms{$form};
        push @by_hash, "$directory/by-hash/SHA256/$digest";
    }
    my @gpg = ('gpg', '--homedir', $self->{key}, '--batch', '--quiet', '--armor', '--output', '-');
    my %release = (
        "dists/$suite_name/Release" => $release,
        "dists/$suite_name/Release.gpg" => filter($release, @gpg, '--detach-sign'),
        "dists/$suite_name/InRelease" => filter($release, @gpg, '--clearsign'),
    );
    my @dropped = $self->keep_by_hash($suite, \@by_hash, $is_broken);
    return (\%indexes, \%release, \@dropped);
}

# What a broken version left below by-hash goes with the next one.
sub keep_by_hash {
    my ($self, $suite, $by_hash, $is_broken) = @_;
    my $versions = $suite->{versions};
    my @dropped = map { @{ $_->{paths} } } grep { $_->{is_broken} } @$versions;
    @$versions = grep { !$_->{is_broken} } @$versions;
    push @$versions, { paths => $by_hash, is_broken => $is_broken };
    push @dropped, @{ (shift @$versions)->{paths} } while @$versions > $by_hash_versions;
    my %kept = map { $_ => 1 } map { @{ $_->{paths} } } @$versions;
    return grep { !$kept{$_} } @dropped;
}

# No two versions have one date: to rsync, a file of the same size and second is the same file.
sub next_date {
    my ($self) = @_;
    sleep($self->{date} + 1 - time) while time < $self->{date} + 1;
    $self->{date} = int time;
}

# put PATH, BYTES, PAUSE: by rename, as most archives are written; with a pause in place, and half of it stands there that long.
sub put {
    my ($self, $path, $bytes, $pause) = @_;
    my $file = "$self->{root}/$path";
    make_path(dirname($file));
    my $temporary = $pause ? $file : "$file.new";
    open my $handle, '>', $temporary or die "$temporary: $!\n";
    binmode $handle;
    my $half = $pause ? int(length($bytes) / 2) : 0;
    syswrite $handle, $bytes, $half;
    sleep $pause if $pause;
    syswrite $handle, $bytes, length($bytes) - $half, $half;
    close $handle or die "$temporary: $!\n";
    my $date = $self->{date} || int time;
    utime $date, $date, $temporary;
    $pause or rename $temporary, $file or die "$file: $!\n";
}

sub remove { my ($self, @paths) = @_; unlink map { "$self->{root}/$_" } @paths }

# --- Bytes -----------------------------------------------------------------------------------------------------------------------

# A .deb, as deb(5) has it, of one file that no compression makes smaller.
sub package_file {
    my ($control, $name) = @_;
    my $noise = join '', map { pack 'L', int rand 2**32 } 1 .. $package_bytes / 4;
    my @members = (
        ['debian-binary', "2.0\n"],
        ['control.tar.gz', gzip(tar('./control', $control))],
        ['data.tar.gz', gzip(tar("./usr/share/doc/$name/README", $noise))],
    );
    return "!<arch>\n" . join '', map {
        sprintf("%-16s%-12d%-6d%-6d%-8s%-10d`\n", $_->[0], 0, 0, 0, '100644', length $_->[1]) . $_->[1]
            . (length($_->[1]) % 2 ? "\n" : '')
    } @members;
}

# One file in POSIX ustar form.
sub tar {
    my ($name, $bytes) = @_;
    my $header = pack 'a100 a8 a8 a8 a12 a12 A8 a1 a100 a6 a2 a32 a32 a183', $name, '0000644', '0000000', '0000000',
        sprintf('%011o', length $bytes), '00000000000', '', '0', '', 'ustar', '00', 'root', 'root', '';
    substr $header, 148, 8, sprintf("%06o\0 ", unpack '%32C*', $header);
    return $header . $bytes . "\0" x (-length($bytes) % 512) . "\0" x 1024;
}

sub gzip {
    my ($bytes) = @_;
    IO::Compress::Gzip::gzip(\$bytes, \my $packed, -Minimal => 1) or die "gzip: $GzipError\n";
    return $packed;
}

# filter BYTES, COMMAND...: what the command makes of them.
sub filter {
    my ($bytes, @command) = @_;
    require IPC::Open2;
    my $child = IPC::Open2::open2(my $output, my $input, @command);
    binmode $_ for $output, $input;
    print $input $bytes;
    close $input;
    my $result = do { local $/; <$output> };
    waitpid $child, 0;
    die "@command: status $?\n" if $?;
    return $result;
}

sub rfc_date { return strftime '%a, %d %b %Y %H:%M:%S UTC', gmtime shift }

1;
