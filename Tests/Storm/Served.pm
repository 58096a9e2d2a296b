# What a tool's web server hands out at this moment.
package Served;
use strict;
use warnings;
use Digest::SHA;

# release DIRECTORY, TOOL, SUITE: the digest of InRelease, by which two versions of a suite are told apart.
sub release {
    my ($directory, $tool, $suite) = @_;
    return digest("$directory/served/$tool/dists/$suite/InRelease");
}

sub all {
    my ($directory, $tool) = @_;
    return join ' ', map { release($directory, $tool, $_) } qw(tern wren);
}

sub digest {
    my ($file) = @_;
    open my $handle, '<', $file or return 'none';
    return Digest::SHA->new(256)->addfile($handle)->hexdigest;
}

1;
